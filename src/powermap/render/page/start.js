// Starts the scripts of every picture on the page; comes last, when all parts are defined.

// Attributes that name elements by their ids.
const REFERENCES = ["aria-labelledby", "data-for", "data-source", "data-target"];

// A page may hold the same chart twice; then the later one takes other ids.
function makeIdsUnique(root) {
  const [first] = root.querySelectorAll("[id]");
  if (!first || document.getElementById(first.id) === first) return;
  let number = 2;
  while (document.getElementById(`${first.id}-${number}`)) number += 1;
  for (const element of root.querySelectorAll("[id]")) element.id += `-${number}`;
  for (const name of REFERENCES) {
    for (const element of root.querySelectorAll(`[${name}]`)) {
      const ids = element.getAttribute(name).split(" ");
      element.setAttribute(name, ids.map((id) => `${id}-${number}`).join(" "));
    }
  }
}

function start(root) {
  makeIdsUnique(root);
  const svg = root.querySelector(".pm-stage svg");
  const items = collectItems(root, svg);
  root.classList.add("pm-active");
  for (const part of root.querySelectorAll(".pm-bar, .pm-side")) part.hidden = false;
  const zoom = new Zoom(root, svg);
  enableLegend(root, svg);
  const actions = {
    "zoom-in": () => zoom.scaleBy(ZOOM_STEP),
    "zoom-out": () => zoom.scaleBy(1 / ZOOM_STEP),
    fit: () => zoom.showAll(),
    "toggle-dark": (button) => toggleDark(root, button),
    back: () => root.dispatchEvent(new Event("pm-back")),
  };
  if (items.length) {
    const selection = new Selection(root, svg, items);
    if (items.some((item) => item.isPerson)) {
      selection.list = new PeopleList(root, items, selection);
      for (const view of ["list", "picture"]) {
        actions[`show-${view}`] = () => selection.list.setView(view);
      }
    }
    enableParts(root, selection);
    const clearFilters = enableFilters(root, items, (item) => selection.visit(item));
    actions.reset = () => {
      clearFilters();
      selection.clear();
    };
  }
  for (const button of root.querySelectorAll("[data-action]")) {
    const { action } = button.dataset;
    button.addEventListener("click", () => actions[action](button));
    if (action === "toggle-dark") button.setAttribute("aria-pressed", isDark(root));
  }
}

function isDark(root) {
  const [red] = getComputedStyle(root).backgroundColor.match(/\d+/g);
  return Number(red) < 128;
}

function toggleDark(root, button) {
  root.dataset.theme = isDark(root) ? "light" : "dark";
  button.setAttribute("aria-pressed", isDark(root));
}

// The script of a section starts that section only.
const ownSection = document.currentScript?.closest(".powermap");
const roots = ownSection ? [ownSection] : document.querySelectorAll(".powermap");
for (const root of roots) {
  if (!root.classList.contains("pm-active")) start(root);
}
