// The legend of the picture once more below its frame, while it is out of sight there.

function enableLegend(root, svg) {
  const strip = root.querySelector(".pm-legend");
  const entries = [...svg.querySelectorAll("g.legend")];
  if (!entries.length) return;

  const seen = new Set();
  const observer = new IntersectionObserver(
    (changes) => {
      for (const change of changes) {
        if (change.isIntersecting) seen.add(change.target);
        else seen.delete(change.target);
      }
      if (!strip.childElementCount) strip.append(...entries.map(copyEntry));
      strip.hidden = seen.size === entries.length;
    },
    { root: root.querySelector(".pm-stage"), threshold: 0.9 },
  );
  for (const entry of entries) observer.observe(entry);
}

function copyEntry(entry) {
  const { x, y, width, height } = entry.getBBox();
  const copy = createSvg("svg", {
    viewBox: `${x - 2} ${y - 2} ${width + 4} ${height + 4}`,
    width: width + 4,
    height: height + 4,
    fill: "none", // as in the picture
  });
  copy.append(entry.cloneNode(true));
  return copy;
}
