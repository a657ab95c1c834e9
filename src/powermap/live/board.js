// The page of the live board. Python draws and decides; here the picture is shown, the pointer followed and requests sent.
// All text comes in as text, the picture as an SVG document that Python wrote.

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const STILL = 4; // pixels that a pointer may wander within a click

function parsed(text) {
  const svg = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  // Several boards share a page; the shapes that cut photos are the same on all of them.
  for (const each of svg.querySelectorAll("[id]:not(clipPath)")) each.removeAttribute("id");
  svg.removeAttribute("aria-labelledby");
  svg.querySelector(":scope > title")?.remove();
  return document.importNode(svg, true);
}

export function made(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
}

// Where a value lies between knots [place, score]; `from` says which of the two is given.
function along(knots, value, from) {
  const to = 1 - from;
  const way = Math.sign(knots.at(-1)[from] - knots[0][from]);
  const end = Math.max(1, knots.findIndex((knot, at) => at > 0 && (value - knot[from]) * way < 0));
  const last = (value - knots.at(-1)[from]) * way >= 0 ? knots.length - 1 : end;
  const [a, b] = [knots[last - 1], knots[last]];
  const share = b[from] === a[from] ? 0 : (value - a[from]) / (b[from] - a[from]);
  return a[to] + (b[to] - a[to]) * Math.min(Math.max(share, 0), 1);
}

const middle = ([left, top, right, bottom]) => [(left + right) / 2, (top + bottom) / 2];
const holds = (box, [x, y]) => box && box[0] <= x && x <= box[2] && box[1] <= y && y <= box[3];

class Board {
  constructor(model, el) {
    this.model = model;
    this.words = model.get("_words");
    this.root = made("div", { className: "powermap-board", lang: this.words.lang });
    this.frame();
    el.append(this.root);
    this.listen();
    this.draw();
  }

  frame() {
    const { words } = this;
    const button = (key, act) => made("button", { type: "button", className: `pm-${key}`, onclick: act }, words[key]);
    this.buttons = {
      undo: button("undo", () => this.request({ do: "undo" })),
      redo: button("redo", () => this.request({ do: "redo" })),
      add: button("add", () => this.openAdd()),
    };
    const help = made("span", { className: "pm-help" }, words.help);
    this.notice = made("div", { className: "pm-notice", role: "status" });
    this.stage = made("div", { className: "pm-stage", tabIndex: -1 });
    this.target = made("div", { className: "pm-target", hidden: true });
    const handle = { type: "button", className: "pm-handle", hidden: true, tabIndex: -1, title: words.drag_to_connect };
    this.handle = made("button", handle, "⤳");
    this.menu = made("div", { className: "pm-menu", role: "dialog", hidden: true });
    this.stage.append(this.target, this.handle, this.menu);
    this.count = made("summary");
    this.code = made("pre", { className: "pm-python", tabIndex: 0 });
    this.copy = button("copy", () => this.copyPython());
    this.panel = made("details", { className: "pm-panel", open: true, hidden: true }, this.count, this.copy, this.code);
    const bar = made("div", { className: "pm-bar", role: "toolbar" }, ...Object.values(this.buttons), help);
    this.root.append(bar, this.notice, this.stage, this.panel);
  }

  listen() {
    this.stage.addEventListener("pointerdown", (event) => this.press(event));
    this.stage.addEventListener("pointermove", (event) => this.move(event));
    this.stage.addEventListener("pointerup", (event) => this.release(event));
    this.stage.addEventListener("pointercancel", () => this.putBack());
    for (const come of ["pointerover", "focusin"])
      this.stage.addEventListener(come, (event) => this.point(this.personAt(event.target)));
    this.stage.addEventListener("pointerleave", () => this.pressed || this.unpoint());
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.onPicture = () => this.draw();
    this.onAnswer = () => this.answered();
    this.model.on("change:_picture", this.onPicture);
    this.model.on("change:_answer", this.onAnswer);
  }

  close() {
    this.model.off("change:_picture", this.onPicture);
    this.model.off("change:_answer", this.onAnswer);
    this.root.remove();
  }

  // Wishes that wait for an answer are sent again with the next one, so that none is lost while Python is busy.
  request(entry) {
    const { n } = this.model.get("_answer");
    const waiting = [...this.model.get("_requests")].filter((each) => each.n > n);
    const number = (waiting.at(-1)?.n ?? n) + 1;
    this.model.set("_requests", [...waiting, { n: number, ...entry }]);
    this.model.save_changes();
    return number;
  }

  answered() {
    const { n, refused } = this.model.get("_answer");
    if (refused && this.edited) this.openPerson(this.edited); // with what is, not what was asked for
    this.say(refused, true);
    if (this.ghost?.n <= n) this.putBack();
  }

  say(text, wrong = false) {
    this.notice.textContent = text;
    this.notice.classList.toggle("pm-refused", wrong);
  }

  // ---- the picture

  draw() {
    const before = this.picture;
    const here = this.root.contains(this.active);
    const focused = this.personAt(this.active)?.id;
    this.picture = this.model.get("_picture");
    const { picture } = this;
    const ghost = this.ghost;
    if (!this.pressed) this.dropGhost();
    for (const old of [this.svg, this.lines]) old?.remove();
    this.svg = parsed(picture.svg);
    this.lines = parsed(picture.ties);
    this.lines.setAttribute("class", "pm-ties");
    this.lines.setAttribute("aria-hidden", "true");
    this.svg.setAttribute("role", "group");
    this.svg.setAttribute("aria-label", picture.title);
    for (const svg of [this.svg, this.lines]) for (const name of ["width", "height"]) svg.removeAttribute(name);
    this.stage.style.maxWidth = `${picture.width}px`;
    this.stage.prepend(this.svg, this.lines);
    this.people = new Map(picture.people.map((person) => [person.id, person]));
    this.groups = new Map([...this.svg.querySelectorAll("g.stakeholder")].map((g, at) => [this.prepare(g, at), g]));
    if (before) this.animate(before, ghost);
    this.frameState();
    this.restore(focused, before);
    if (here) this.keep();
  }

  prepare(g, at) {
    const person = this.picture.people[at];
    const stance = this.words.stances.find((each) => each.value === person.stance).label;
    const cell = this.picture.cells.find((each) => each.key === person.cell).label;
    g.dataset.person = person.id;
    g.setAttribute("tabindex", "0");
    g.setAttribute("role", "button");
    // With what the card shows, or who speaks to the computer would not find it by what is seen.
    const shown = [...g.querySelectorAll("text")].map((text) => text.textContent).join(" ");
    g.setAttribute("aria-label", `${shown || person.name}, ${stance}, ${cell}`);
    return person.id;
  }

  animate(before, ghost) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    for (const { id, box } of before.people) {
      const now = this.people.get(id)?.box;
      if (!now) continue;
      const [dx, dy] = ghost?.id === id ? ghost.offset : [0, 0];
      const [x, y] = [box[0] + dx - now[0], box[1] + dy - now[1]];
      if (Math.hypot(x, y) < 0.5) continue;
      const from = { transform: `translate(${x}px, ${y}px)` };
      this.groups.get(id).animate([from, { transform: "none" }], { duration: 180, easing: "ease-out" });
    }
  }

  frameState() {
    const { picture } = this;
    this.buttons.undo.disabled = !picture.undo;
    this.buttons.redo.disabled = !picture.redo;
    this.panel.hidden = !picture.python.length;
    this.count.textContent = picture.changes;
    this.code.textContent = picture.python.join("\n");
    this.code.scrollTop = this.code.scrollHeight;
  }

  // The keyboard stays where it was, or goes to somebody who was just added.
  restore(focused, before) {
    const old = new Set(before?.people.map((person) => person.id));
    const fresh = this.adding && [...this.people.keys()].find((id) => !old.has(id));
    if (fresh) this.adding = false;
    const id = fresh || focused;
    this.groups.get(id)?.focus({ preventScroll: !fresh });
    this.handle.hidden = true;
    this.point(this.people.get(this.pointed?.id));
    if (this.edited && this.people.has(this.edited)) this.openPerson(this.edited);
    else if (this.edited) this.closeMenu();
  }

  // What had the keyboard may be gone, or do nothing any more: then undo and Escape are still heard here.
  keep() {
    if (this.root.contains(this.active) && !this.active.disabled) return;
    (this.menu.hidden ? this.stage : this.menu.firstChild).focus({ preventScroll: true });
  }

  personAt(node) {
    const g = node?.closest?.("[data-person]");
    return g && this.stage.contains(g) ? this.people.get(g.dataset.person) : undefined;
  }

  // The ties of somebody who is pointed at, and a handle from which a new one is drawn: at the side of a card, below a
  // disc. It stays until somebody else is pointed at, so that it can be reached.
  point(person) {
    if (!person || this.pressed || this.linking) return;
    this.pointed = person;
    for (const g of this.lines.querySelectorAll("g.tie"))
      g.classList.toggle("pm-shown", [g.dataset.source, g.dataset.target].includes(person.id));
    this.handle.hidden = false;
    const card = person.box[2] - person.box[0] > 40;
    this.handle.classList.toggle("pm-below", !card);
    if (card) this.put(this.handle, person.box[2], middle(person.box)[1]);
    else this.put(this.handle, middle(person.box)[0], person.box[3]);
  }

  unpoint() {
    const kept = this.people.get(this.edited ?? this.linking ?? this.personAt(this.active)?.id);
    if (kept) return this.point(kept);
    this.handle.hidden = true;
    for (const g of this.lines.querySelectorAll(".pm-shown")) g.classList.remove("pm-shown");
  }

  get scale() {
    return this.svg.getBoundingClientRect().width / this.picture.width;
  }

  put(node, x, y) {
    node.style.left = `${(100 * x) / this.picture.width}%`;
    node.style.top = `${(100 * y) / this.picture.height}%`;
  }

  spot(event) {
    const rect = this.svg.getBoundingClientRect();
    return [(event.clientX - rect.left) / this.scale, (event.clientY - rect.top) / this.scale];
  }

  // ---- the pointer

  press(event) {
    if (event.button !== 0 || this.menu.contains(event.target)) return;
    const from = event.target === this.handle ? this.pointed : undefined;
    const person = from ?? this.personAt(event.target);
    if (!person) return this.closeMenu();
    event.preventDefault();
    if (this.linking && !from) return this.openKinds(this.linking, person.id);
    this.closeMenu();
    this.groups.get(person.id).focus({ preventScroll: true });
    this.dropGhost();
    this.stage.setPointerCapture(event.pointerId);
    this.pressed = { person, start: this.spot(event), client: [event.clientX, event.clientY], tie: Boolean(from) };
  }

  move(event) {
    const { pressed } = this;
    if (!pressed) return;
    const far = Math.hypot(event.clientX - pressed.client[0], event.clientY - pressed.client[1]);
    if (!pressed.moved && far < STILL) return;
    if (!pressed.moved) pressed.tie ? this.beginTie() : this.lift();
    pressed.moved = true;
    pressed.at = this.spot(event);
    this.due ??= requestAnimationFrame(() => this.follow());
  }

  follow() {
    this.due = undefined;
    const { pressed } = this;
    if (!pressed?.at) return;
    if (pressed.tie) return this.stretch(pressed.at);
    const [dx, dy] = [pressed.at[0] - pressed.start[0], pressed.at[1] - pressed.start[1]];
    const { ghost } = this;
    ghost.offset = [dx, dy];
    ghost.svg.style.transform = `translate(${dx * ghost.scale}px, ${dy * ghost.scale}px)`;
    this.highlight(this.place(pressed));
  }

  release(event) {
    const { pressed } = this;
    this.pressed = undefined;
    if (!pressed) return;
    if (pressed.tie) return this.endTie(pressed, event);
    if (!pressed.moved) return this.openPerson(pressed.person.id);
    pressed.at = this.spot(event);
    const request = this.place(pressed)?.request;
    this.highlight();
    if (request) this.ghost.n = this.request(request);
    else this.putBack();
  }

  // A copy on a layer of its own follows the pointer, so that the picture is not painted again at every step.
  lift() {
    const { person } = this.pressed;
    const g = this.groups.get(person.id);
    const { x, y, width, height } = g.getBBox();
    const svg = this.svg.cloneNode(false);
    const scale = this.scale;
    const pad = 6;
    svg.setAttribute("class", "pm-ghost");
    svg.setAttribute("viewBox", [x - pad, y - pad, width + 2 * pad, height + 2 * pad].join(" "));
    svg.style.width = `${(width + 2 * pad) * scale}px`;
    svg.style.height = `${(height + 2 * pad) * scale}px`;
    svg.append(g.cloneNode(true));
    svg.firstChild.removeAttribute("data-person");
    this.put(svg, x - pad, y - pad);
    g.classList.add("pm-lifted");
    this.stage.append(svg);
    this.root.classList.add("pm-dragging");
    this.handle.hidden = true;
    this.ghost = { id: person.id, svg, scale, offset: [0, 0] };
  }

  dropGhost() {
    this.ghost?.svg.remove();
    this.groups?.get(this.ghost?.id)?.classList.remove("pm-lifted");
    this.ghost = undefined;
    this.root.classList.remove("pm-dragging");
  }

  putBack() {
    this.pressed = undefined;
    this.highlight();
    this.band?.remove();
    this.dropGhost();
  }

  // What a drop at the pointer asks for; nothing outside cells and scores.
  place({ person, at, start }) {
    const { axes, cells } = this.picture;
    if (!axes) {
      const cell = cells.find((each) => holds(each.box, at));
      return cell && { box: cell.box, label: cell.label, request: { do: "cell", id: person.id, cell: cell.key } };
    }
    const [x, y] = this.origin(person, start).map((value, n) => value + at[n] - start[n]);
    const panels = cells.filter((each) => each.box && each.key !== "cell no-role").map((each) => each.box);
    if (!panels.some((box) => holds(box, [x, y])) && !this.inGap(x, y)) return undefined;
    const scores = { power: this.score("power", y), involvement: this.score("involvement", x) };
    const said = Object.entries(scores).map(([axis, value]) => `${this.words[axis]} ${value}`).join(" · ");
    return { label: said, near: at, request: { do: "point", id: person.id, ...scores } };
  }

  inGap(x, y) {
    const [across, up] = [this.picture.axes.involvement, this.picture.axes.power];
    return x >= across[0][0] && x <= across.at(-1)[0] && y <= up[0][0] && y >= up.at(-1)[0];
  }

  // Discs are spread where they would hide one another: a drag starts from the true point.
  origin(person, start) {
    const { involvement, power } = this.picture.axes;
    return person.drawn ? [along(involvement, person.drawn.involvement, 1), along(power, person.drawn.power, 1)] : start;
  }

  score(axis, place) {
    return this.rounded(along(this.picture.axes[axis], place, 0));
  }

  rounded(value) {
    const { low, high, digits } = this.picture.scale;
    return Math.min(Math.max(Number(value.toFixed(digits)), low), high);
  }

  highlight(place) {
    this.target.hidden = !place;
    if (!place || this.target.dataset.label === place.label + place.near) return;
    this.target.dataset.label = place.label + place.near;
    this.target.textContent = place.label;
    this.target.classList.toggle("pm-score", Boolean(place.near));
    const [left, top, right, bottom] = place.box ?? [...place.near, ...place.near];
    this.put(this.target, left, top);
    this.target.style.width = place.box ? `${(100 * (right - left)) / this.picture.width}%` : "";
    this.target.style.height = place.box ? `${(100 * (bottom - top)) / this.picture.height}%` : "";
  }

  // ---- ties

  beginTie() {
    this.band = document.createElementNS("http://www.w3.org/2000/svg", "line");
    const [x, y] = middle(this.pressed.person.box);
    this.band.setAttribute("x1", x);
    this.band.setAttribute("y1", y);
    this.band.setAttribute("class", "pm-band");
    this.lines.append(this.band);
  }

  stretch([x, y]) {
    this.band.setAttribute("x2", x);
    this.band.setAttribute("y2", y);
  }

  endTie({ person, moved }, event) {
    this.band?.remove();
    const under = this.root.getRootNode().elementsFromPoint(event.clientX, event.clientY);
    const other = under.map((node) => this.personAt(node)).find(Boolean);
    if (!moved) this.startLinking(person.id);
    else if (other && other.id !== person.id) this.openKinds(person.id, other.id);
  }

  startLinking(id) {
    this.closeMenu();
    this.linking = id;
    this.root.classList.add("pm-linking");
    this.say(filled(this.words.connect_to, { name: this.people.get(id).name }));
    this.groups.get(id).focus({ preventScroll: true });
  }

  stopLinking() {
    if (this.linking) this.say("");
    this.linking = undefined;
    this.root.classList.remove("pm-linking");
  }

  // ---- the keyboard

  key(event) {
    const typing = ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
    const letter = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && "zy".includes(letter) && !typing) {
      this.request({ do: letter === "y" || event.shiftKey ? "redo" : "undo" });
    } else if (event.key === "Escape") this.escape();
    else if (typing || !this.personKey(event)) {
      if (typing && !event.ctrlKey && !event.metaKey) event.stopPropagation(); // or the notebook takes it for a command
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  escape() {
    const id = this.edited ?? this.linking ?? this.pressed?.person.id;
    this.putBack();
    this.stopLinking();
    this.closeMenu();
    this.groups.get(id)?.focus({ preventScroll: true });
  }

  personKey(event) {
    const person = event.target.dataset?.person && this.personAt(event.target);
    if (!person) return false;
    if (event.key in ARROWS) this.step(person, ARROWS[event.key], event.shiftKey);
    else if (event.key === "Delete") this.request({ do: "remove", id: person.id });
    else if (event.key !== "Enter" && event.key !== " ") return false;
    else if (this.linking) this.openKinds(this.linking, person.id);
    else this.openPerson(person.id, true);
    return true;
  }

  step(person, [dx, dy], fine) {
    if (!this.picture.axes) return this.stepCell(person, dx, dy);
    const axis = dx ? "involvement" : "power";
    const { scale } = this.picture;
    if (!person.drawn) return this.openPerson(person.id, true);
    const value = this.rounded(person.drawn[axis] + (dx - dy) * (fine ? scale.fine : scale.coarse));
    this.request({ do: "set", id: person.id, field: axis, value });
  }

  stepCell(person, dx, dy) {
    const shown = this.picture.cells.filter((cell) => cell.box);
    const here = middle(shown.find((cell) => cell.key === person.cell).box);
    const ahead = shown
      .map(({ key, box }) => ({ key, x: middle(box)[0] - here[0], y: middle(box)[1] - here[1] }))
      .map(({ key, x, y }) => ({ key, on: x * dx + y * dy, off: Math.abs(x * dy) + Math.abs(y * dx) }))
      .filter(({ on }) => on > 1)
      .sort((a, b) => a.on + 2 * a.off - b.on - 2 * b.off);
    if (ahead.length) this.request({ do: "cell", id: person.id, cell: ahead[0].key });
  }

  // ---- menus

  open(label, box, ...children) {
    const key = this.menu.contains(this.active) ? this.active.dataset.key : undefined;
    const words = { type: "button", className: "pm-close", "aria-label": this.words.close, onclick: () => this.escape() };
    this.menu.replaceChildren(made("button", words, "×"), ...children);
    this.menu.setAttribute("aria-label", label);
    this.menu.hidden = false;
    const { scale } = this;
    const [wide, tall] = [this.menu.offsetWidth / scale, this.menu.offsetHeight / scale];
    const right = box[2] + 18 + wide <= this.picture.width;
    const x = right ? box[2] + 18 : Math.max(box[0] - wide - 18, 0);
    this.put(this.menu, x, Math.max(Math.min(box[1], this.picture.height - tall - 8), 0));
    if (key) this.menu.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
  }

  get active() {
    return this.root.getRootNode().activeElement;
  }

  closeMenu() {
    this.edited = undefined;
    this.say("");
    if (this.menu.hidden) return;
    const inside = this.menu.contains(this.active);
    this.menu.hidden = true;
    if (inside) (this.groups.get(this.pointed?.id) ?? this.stage).focus({ preventScroll: true });
    this.menu.replaceChildren();
  }

  openPerson(id, focus = false) {
    const person = this.people.get(id);
    this.stopLinking();
    this.edited = id;
    const parts = [this.nameField(person), this.stanceRow(person), ...this.placeFields(person), ...this.noteField(person), this.tieList(person)];
    this.open(filled(this.words.edit, { name: person.name }), person.box, ...parts, this.actions(person));
    this.point(person);
    if (focus) this.menu.querySelector("input").focus({ preventScroll: true });
  }

  field(label, control, key) {
    control.dataset.key = key;
    control.setAttribute("aria-label", label);
    return made("label", {}, made("span", {}, label), control);
  }

  nameField(person) {
    const input = made("input", { type: "text", value: person.name, maxLength: 1000 });
    input.onchange = () => this.request({ do: "set", id: person.id, field: "name", value: input.value });
    input.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      input.blur(); // which sends the name
      input.focus({ preventScroll: true });
    };
    return this.field(this.words.name, input, "name");
  }

  // Only where the page holds notes.
  noteField(person) {
    if (person.note === undefined) return [];
    const area = made("textarea", { value: person.note, rows: 3, maxLength: 10000 });
    area.onchange = () => this.request({ do: "set", id: person.id, field: "note", value: area.value || null });
    return [this.field(this.words.note, area, "note")];
  }

  stanceRow(person) {
    const row = made("div", { className: "pm-stances", role: "group", "aria-label": this.words.stance });
    for (const { value, label, icon } of this.words.stances) {
      const button = made("button", { type: "button", title: label, "aria-label": label, "aria-pressed": value === person.stance });
      button.dataset.key = `stance ${value}`;
      button.onclick = () => this.request({ do: "set", id: person.id, field: "stance", value });
      const sign = parsed(icon);
      sign.setAttribute("aria-hidden", "true"); // the button says it
      sign.removeAttribute("role");
      button.append(sign);
      row.append(button);
    }
    return row;
  }

  placeFields(person) {
    if (this.picture.axes) return ["power", "involvement"].map((axis) => this.scoreField(person, axis));
    const select = made("select");
    for (const { key, label } of this.picture.cells) select.append(made("option", { value: key }, label));
    select.value = person.cell;
    select.onchange = () => this.request({ do: "cell", id: person.id, cell: select.value });
    return [this.field(this.words.cell, select, "cell")];
  }

  scoreField(person, axis) {
    const { low, high, fine } = this.picture.scale;
    const given = person.given[axis];
    const number = typeof given === "number";
    const input = made("input", { type: "number", min: low, max: high, step: fine, value: number ? given : "" });
    input.placeholder = number ? "" : person.words[axis];
    input.onchange = () => {
      const value = input.value === "" ? null : input.valueAsNumber;
      this.request({ do: "set", id: person.id, field: axis, value });
    };
    return this.field(this.words[axis], input, axis);
  }

  tieList(person) {
    const list = made("ul", { "aria-label": this.words.ties });
    for (const { text, ...tie } of this.picture.joined) {
      if (tie.source !== person.id && tie.target !== person.id) continue;
      const cut = made("button", { type: "button", title: this.words.cut, "aria-label": `${this.words.cut}: ${text}` }, "×");
      cut.onclick = () => this.request({ do: "disconnect", ...tie });
      list.append(made("li", {}, made("span", {}, text), cut));
    }
    return list;
  }

  actions(person) {
    const connect = made("button", { type: "button", onclick: () => this.startLinking(person.id) }, this.words.connect);
    const remove = made("button", { type: "button", className: "pm-remove" }, this.words.remove);
    remove.onclick = () => this.request({ do: "remove", id: person.id });
    return made("div", { className: "pm-actions" }, connect, remove);
  }

  openKinds(source, target) {
    if (source === target) return;
    this.stopLinking();
    this.edited = undefined;
    const named = { source: this.people.get(source).name, target: this.people.get(target).name };
    const question = filled(this.words.kind, named);
    const list = made("div", { className: "pm-kinds" });
    for (const { value, text } of this.words.kinds) {
      const button = made("button", { type: "button" }, filled(text, named));
      button.onclick = () => {
        this.request({ do: "connect", source, target, kind: value });
        this.closeMenu();
      };
      list.append(button);
    }
    const swap = made("button", { type: "button", className: "pm-swap" }, this.words.swap);
    swap.onclick = () => this.openKinds(target, source);
    this.open(question, this.people.get(target).box, made("p", {}, question), list, swap);
    list.firstChild.focus({ preventScroll: true });
  }

  openAdd() {
    this.closeMenu();
    const input = made("input", { type: "text", maxLength: 1000 });
    input.onkeydown = (event) => {
      if (event.key !== "Enter" || !input.value) return;
      this.adding = true;
      this.request({ do: "add", name: input.value });
      this.closeMenu();
    };
    this.open(this.words.add, [0, 0, 0, 0], this.field(`${this.words.add}: ${this.words.name}`, input, "add"));
    input.focus({ preventScroll: true });
  }

  // ---- Python to paste

  async copyPython() {
    try {
      await navigator.clipboard.writeText(this.picture.python.join("\n"));
      this.say(this.words.copied);
    } catch {
      getSelection().selectAllChildren(this.code);
      this.say(this.words.select);
    }
  }
}

// What a board is given where no widget stands behind it: the face of a widget's model, as far as the board uses it.
export class Model {
  constructor({ words, picture, answer }, send, waiting = []) {
    this.values = { _words: words, _picture: picture, _answer: answer, _requests: waiting };
    this.heard = new Map();
    this.send = send;
  }

  get(name) {
    return this.values[name];
  }

  set(name, value) {
    this.values[name] = value;
  }

  on(event, act) {
    this.heard.set(event, act);
  }

  off(event) {
    this.heard.delete(event);
  }

  save_changes() {
    this.send(this.values._requests);
  }

  take({ picture, answer }) {
    this.values._picture = picture;
    this.values._answer = answer;
    this.heard.get("change:_picture")?.();
    this.heard.get("change:_answer")?.();
  }
}

export default {
  render({ model, el }) {
    const board = new Board(model, el);
    return () => board.close();
  },
};
