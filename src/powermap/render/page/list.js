// The people as a list, which stands before the picture where the window is narrow.
const NARROW_LAYOUT = 600; // pixels up to which the list stands there, as in page.css

class PeopleList {
  constructor(root, items, selection) {
    this.root = root;
    this.selection = selection;
    this.side = root.querySelector(".pm-side");
    this.view = "list"; // or "picture": what a narrow window shows
    const list = createElement("ul", { class: "pm-people" });
    for (const item of items.filter((each) => each.isPerson)) {
      item.entry = this.entryOf(item);
      list.append(item.entry);
    }
    root.querySelector(".pm-view").prepend(list);
    new ResizeObserver(() => this.placePanel()).observe(root);
    this.setView("list");
  }

  isShown() {
    return this.view === "list" && this.root.clientWidth <= NARROW_LAYOUT;
  }

  setView(view) {
    this.view = view;
    this.root.dataset.view = view;
    for (const each of ["list", "picture"]) {
      const button = this.root.querySelector(`[data-action=show-${each}]`);
      button.setAttribute("aria-pressed", each === view);
    }
    this.placePanel();
  }

  entryOf(item) {
    const button = createElement("button", {
      type: "button",
      class: "pm-person",
      "aria-expanded": false,
    });
    const signs = createElement("span", { class: "pm-signs" });
    for (const key of item.filterKeys) {
      const box = this.root.querySelector(`.pm-filters input[value="${key}"]`);
      const sign = box?.parentElement.querySelector("svg");
      if (sign) signs.append(sign.cloneNode(true));
    }
    const texts = [item.details[0]?.value, ...item.colorMeanings].filter(Boolean);
    const meaning = createElement("small", {}, texts.join(" · "));
    button.append(createElement("span", {}, createElement("b", {}, item.name), meaning), signs);
    button.addEventListener("click", () => {
      if (this.selection.shown === item) this.selection.clear();
      else this.open(item);
    });
    return createElement("li", {}, button);
  }

  open(item) {
    this.selection.pin(item);
    this.selection.show(item);
    item.entry.firstElementChild.focus({ preventScroll: true });
    item.entry.scrollIntoView({ block: "nearest" });
  }

  // The details stand below the person in the list, else beside the picture.
  placePanel() {
    const { panel, shown } = this.selection;
    for (const button of this.root.querySelectorAll(".pm-person[aria-expanded=true]")) {
      button.setAttribute("aria-expanded", false);
    }
    panel.querySelector(".pm-in-picture")?.remove();
    if (!this.isShown() || !shown?.entry) {
      if (panel.parentElement !== this.side) this.side.append(panel);
      return;
    }
    shown.entry.firstElementChild.setAttribute("aria-expanded", true);
    panel.append(this.pictureButton(shown));
    if (panel.parentElement !== shown.entry) shown.entry.append(panel);
  }

  pictureButton(item) {
    const button = createElement(
      "button",
      { type: "button", class: "pm-in-picture" },
      this.root.dataset.inPictureLabel,
    );
    button.addEventListener("click", () => {
      this.setView("picture");
      this.selection.visit(item);
    });
    return button;
  }
}
