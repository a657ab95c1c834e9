// Parts: pictures of teams that the whole picture only counts. Each replaces the picture
// that it belongs to until the reader goes back.

function enableParts(root, selection) {
  for (const part of document.querySelectorAll(".powermap[data-card]")) {
    const card = document.getElementById(part.dataset.card);
    if (!card || !root.contains(card)) continue;
    const open = () => openPart(root, part, card);
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
