// Parts: pictures of teams that the whole picture only counts. Each replaces the picture
// that it belongs to until the reader goes back. They are packed, and built when opened.

let packedParts;

// The trees of all parts; none on a page without them, or in a browser that cannot inflate.
function readParts() {
  packedParts ??= unpackParts(document.querySelector("script.pm-packed")?.textContent);
  return packedParts;
}

async function unpackParts(text) {
  if (!text || !("DecompressionStream" in window)) return [];
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const packed = new Blob([bytes]).stream();
  const stream = packed.pipeThrough(new DecompressionStream("deflate-raw"));
  return JSON.parse(await new Response(stream).text());
}

// Elements one by one, since the page allows nothing that makes markup of a text.
function buildElement([name, attributes, ...children], isDrawn = false) {
  isDrawn ||= name === "svg";
  const element = isDrawn ? document.createElementNS(SVG_NAMESPACE, name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (!key.startsWith("xml")) element.setAttribute(key, value);
  }
  for (const child of children) {
    element.append(typeof child === "string" ? child : buildElement(child, isDrawn));
  }
  return element;
}

async function enableParts(root, selection) {
  for (const tree of await readParts()) {
    const card = document.getElementById(tree[1]["data-card"]);
    if (!card || !root.contains(card)) continue;
    let part;
    const open = () => {
      if (!part) {
        part = buildElement(tree);
        root.before(part);
      }
      openPart(root, part, card);
    };
    selection.openPart.set(card.id, open);
    const sign = card.querySelector(".team-sign");
    if (!sign) continue;
    sign.classList.add("pm-unfold");
    sign.addEventListener("click", (event) => {
      event.stopPropagation(); // the card itself would be selected
      open();
    });
  }
}

function openPart(root, part, card) {
  if (root.dataset.theme) part.dataset.theme = root.dataset.theme;
  root.hidden = true;
  part.hidden = false;
  // Only now, since nothing can be measured in a picture that is not shown.
  if (!part.classList.contains("pm-active")) start(part);
  const goBack = () => {
    part.hidden = true;
    root.hidden = false;
    card.focus();
  };
  part.addEventListener("pm-back", goBack, { once: true });
  part.querySelector("[data-action=back]").focus();
}
