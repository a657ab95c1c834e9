// Selection: the details of one item, with its ties highlighted.
const FOCUS_MARGIN = 4; // points between a group and the ring around it

class Selection {
  constructor(root, svg, items) {
    this.root = root;
    this.svg = svg;
    this.items = items;
    this.openPart = new Map(); // by id of a card what shows the people counted with it
    this.stops = items.filter((item) => !item.ends); // ties are reached from the details
    this.panel = root.querySelector(".pm-details");
    this.hint = this.panel.firstElementChild;
    this.ring = svg.appendChild(
      createSvg("rect", { class: "pm-focus-ring", rx: 8, visibility: "hidden" }),
    );
    this.hitAreas = this.insertHitAreas();
    this.pinned = null;
    this.shown = null;
    this.list = null; // of the people, where the window is narrow
    this.describePicture();
    this.stops.forEach((item, index) => this.prepareStop(item, index));
    root.addEventListener("keydown", (event) => this.closeOnEscape(event));
  }

  // Rectangles behind the stops, which make the gaps between their marks clickable.
  insertHitAreas() {
    const containsStop = (child) => this.stops.some((stop) => child.contains(stop.group));
    const hitAreas = createSvg("g", { class: "pm-hit-areas" });
    this.svg.insertBefore(hitAreas, [...this.svg.children].find(containsStop));
    return hitAreas;
  }

  // With buttons in it the picture is a group, no longer an image.
  describePicture() {
    this.svg.setAttribute("role", "group");
    const [title, description] = this.svg.getAttribute("aria-labelledby").split(" ");
    this.svg.setAttribute("aria-labelledby", title);
    this.svg.setAttribute("aria-describedby", description);
  }

  prepareStop(item, index) {
    const { group } = item;
    group.querySelector(":scope > title")?.remove(); // its text is in the panel
    group.classList.add("pm-item");
    setAttributes(group, {
      role: "button",
      "aria-label": accessibleName(item),
      "aria-pressed": false,
      // One stop for Tab; the arrow keys go on from there.
      tabindex: index ? -1 : 0,
    });
    const hitArea = this.hitAreas.appendChild(createSvg("rect", frameAround(item)));
    for (const target of [group, hitArea]) {
      target.addEventListener("pointerenter", () => this.show(item));
      target.addEventListener("pointerleave", () => this.show(this.pinned ?? this.focused()));
      target.addEventListener("click", () => this.togglePin(item));
    }
    group.addEventListener("focus", () => this.show(item));
    group.addEventListener("keydown", (event) => this.moveByKey(event, item, index));
  }

  moveByKey(event, item, index) {
    const last = this.stops.length - 1;
    const indexAfter = {
      ArrowRight: Math.min(index + 1, last),
      ArrowLeft: Math.max(index - 1, 0),
      Home: 0,
      End: last,
    }[event.key];
    const direction = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" || event.key === " ") {
      item.group.dispatchEvent(new MouseEvent("click"));
    } else if (indexAfter !== undefined) {
      this.visit(this.stops[indexAfter]);
    } else if (direction) {
      this.visit(nearestInDirection(this.stops, item, direction));
    } else {
      return;
    }
    event.preventDefault();
  }

  closeOnEscape(event) {
    if (event.key !== "Escape" || !this.shown) return;
    const isInPanel = this.panel.contains(document.activeElement);
    this.clear(isInPanel ? this.shown : null);
  }

  focused() {
    return this.stops.find((stop) => stop.group === document.activeElement) ?? null;
  }

  togglePin(item) {
    this.pin(this.pinned === item ? null : item);
    item.group.focus({ preventScroll: true });
    this.show(item);
  }

  pin(item) {
    this.pinned = item;
    for (const stop of this.stops) stop.group.setAttribute("aria-pressed", stop === item);
  }

  visit(item) {
    if (this.list?.isShown()) {
      this.list.open(item);
      return;
    }
    for (const stop of this.stops) stop.group.setAttribute("tabindex", stop === item ? 0 : -1);
    item.group.focus({ preventScroll: true });
    item.group.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  clear(itemToVisit) {
    this.pin(null);
    if (itemToVisit) this.visit(itemToVisit);
    this.show(null, this.focused());
  }

  show(item, ringedItem = item) {
    this.shown = item;
    this.moveRing(ringedItem);
    this.highlight(item);
    if (item) this.panel.replaceChildren(...this.detailElements(item));
    else this.panel.replaceChildren(this.hint);
    this.list?.placePanel();
  }

  moveRing(item) {
    this.ring.setAttribute("visibility", item ? "visible" : "hidden");
    if (item) setAttributes(this.ring, frameAround(item));
  }

  highlight(item) {
    // Without ties and paths nothing fades: there is nothing to look at instead.
    const leadsOn = Boolean(item?.links.length || item?.paths.length);
    this.svg.classList.toggle("pm-highlighting", leadsOn);
    for (const part of this.svg.querySelectorAll(".pm-highlighted")) {
      part.classList.remove("pm-highlighted");
    }
    if (!item) return;
    item.group.classList.add("pm-highlighted");
    for (const link of item.links) {
      link.classList.add("pm-highlighted");
      for (const end of linkEnds(link)) {
        this.svg.querySelector(`#${CSS.escape(end)}`)?.classList.add("pm-highlighted");
      }
    }
    for (const path of item.paths) this.highlightPath([item, ...path]);
  }

  highlightPath(people) {
    for (const [index, person] of people.entries()) {
      person.group.classList.add("pm-highlighted");
      const next = people[index + 1];
      if (!next) continue;
      for (const link of person.links) {
        if (linkEnds(link).includes(next.id)) link.classList.add("pm-highlighted");
      }
    }
  }

  detailElements(item) {
    const head = createElement("div", { class: "pm-head" });
    const close = createElement(
      "button",
      { type: "button", "aria-label": this.root.dataset.closeLabel },
      "×",
    );
    close.addEventListener("click", () => this.clear(item));
    head.append(createElement("p", { class: "pm-name" }, item.name), close);
    const list = createElement("dl", {});
    for (const { label, value } of item.details) {
      if (value) list.append(createElement("dt", {}, label), createElement("dd", {}, value));
    }
    const open = this.openPart.get(item.id);
    if (open) {
      const label = this.root.dataset.unfoldLabel;
      const unfold = createElement("button", { type: "button", class: "pm-open" }, label);
      unfold.addEventListener("click", open);
      head.insertBefore(unfold, close);
    }
    const { tiesHeading, pathsHeading } = this.root.dataset;
    const ties = this.items.filter((tie) => tie.ends?.includes(item.id));
    const tieButtons = ties.map((tie) => {
      const other = this.stops.find((stop) => stop !== item && tie.ends.includes(stop.id));
      return this.buttonTo(other, tie.name);
    });
    const pathButtons = item.paths.map((path) => {
      const names = [item, ...path].map((person) => person.name);
      return this.buttonTo(path.at(-1), names.join(" → "));
    });
    return [
      head,
      list,
      ...withHeading(pathsHeading, pathButtons),
      ...withHeading(tiesHeading, tieButtons),
    ];
  }

  buttonTo(item, text) {
    const button = createElement("button", { type: "button", class: "pm-tie" }, text);
    button.addEventListener("click", () => this.visit(item));
    return button;
  }
}

function withHeading(text, elements) {
  if (!elements.length) return [];
  return [createElement("p", { class: "pm-ties" }, text), ...elements];
}

// The text in the picture comes first, because people who speak to their computer say
// what they see; then what the colors mean.
function accessibleName({ group, name, colorMeanings }) {
  const hasLetters = (text) => /[\p{L}\p{N}]/u.test(text);
  const texts = [...group.querySelectorAll("text")].map((text) => text.textContent);
  const visible = texts.filter(hasLetters).join(" ");
  return [visible || name, ...colorMeanings].join(", ");
}

function frameAround({ group }) {
  const { x, y, width, height } = group.getBBox();
  return {
    x: x - FOCUS_MARGIN,
    y: y - FOCUS_MARGIN,
    width: width + 2 * FOCUS_MARGIN,
    height: height + 2 * FOCUS_MARGIN,
  };
}

// The nearest stop above (direction -1) or below (1); sideways distance counts double.
function nearestInDirection(stops, from, direction) {
  const [fromX, fromY] = middleOf(from);
  let nearest = from;
  let leastDistance = Infinity;
  for (const stop of stops) {
    const [x, y] = middleOf(stop);
    const ahead = (y - fromY) * direction;
    const distance = ahead + 2 * Math.abs(x - fromX);
    const isAhead = ahead > 4; // points; less is the same row
    if (isAhead && distance < leastDistance) {
      nearest = stop;
      leastDistance = distance;
    }
  }
  return nearest;
}

function middleOf({ group }) {
  const { x, y, width, height } = group.getBBox();
  return [x + width / 2, y + height / 2];
}
