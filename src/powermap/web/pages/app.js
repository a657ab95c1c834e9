// The page around the live board: it carries requests to the server, saves, and shows the check beside the board.
// The board itself is the one of notebooks; it is given a model with the same face.

import board, { Model } from "./board.js";

const { plan, root, words } = JSON.parse(document.body.dataset.page);
const LOOK = 4000; // milliseconds between looks at the file
const find = (selector) => document.querySelector(selector);

function made(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

async function send(act, body) {
  const headers = { "Content-Type": "application/json" };
  const asked = fetch(`${root}/do/${act}`, { method: "POST", headers, body: JSON.stringify(body) });
  const answer = await asked.catch(() => {
    throw new Error(words.lost);
  });
  const given = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
  if (!answer.ok) throw Object.assign(new Error(given.error ?? words.lost), { status: answer.status });
  return given;
}

class Page {
  async open() {
    const state = await send("open", { plan });
    this.window = state.window;
    this.words = state.words;
    this.begin(state);
    find(".save").onclick = () => this.save();
    for (const button of document.querySelectorAll("nav button")) button.onclick = () => this.show(button);
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("beforeunload", (event) => this.changed && event.preventDefault());
    setInterval(() => this.look(), LOOK);
  }

  // A board anew: after it was opened, and after the plan came from the file again.
  begin(state) {
    this.close?.();
    this.isLost = false;
    this.model = new Model({ words: this.words, ...state }, (requests) => this.ask(requests));
    this.close = board.render({ model: this.model, el: find("section.board") });
    this.frame(state);
  }

  frame({ changed, writable, findings }) {
    this.changed = changed;
    find(".save").disabled = !changed;
    find(".state").textContent = writable ? (changed ? words.unsaved : "") : words.read_only;
    find(".findings").replaceChildren(...findings.map((each) => this.finding(each)));
    if (!findings.length) find(".findings").append(made("li", {}, words.nothing_found));
  }

  finding({ code, severity, people, message, because, next_step }) {
    const head = made("summary", {}, made("b", { className: severity }, code), " ", message);
    const why = made("p", {}, made("b", {}, words.because), " ", because);
    const next = made("p", {}, made("b", {}, words.next_step), " ", next_step);
    const item = made("li", {}, made("details", {}, head, why, next));
    for (const [come, on] of [["pointerenter", true], ["pointerleave", false]])
      item.addEventListener(come, () => this.mark(people, on));
    return item;
  }

  mark(people, on) {
    for (const id of people) find(`.pm-stage [data-person="${CSS.escape(id)}"]`)?.classList.toggle("marked", on);
  }

  // One after another, so that an answer never overtakes a later one.
  run(act, body = {}) {
    this.turn = (this.turn ?? Promise.resolve()).then(() => send(act, { window: this.window, ...body }));
    const answer = this.turn;
    this.turn = answer.catch(() => {});
    return answer;
  }

  async ask(requests) {
    try {
      const state = await this.run("ask", { requests });
      if (!this.isStale) this.tell("");
      this.model.take(state);
      this.frame(state);
      this.isLost = false;
    } catch (error) {
      this.refuse(error);
      // It may have been done all the same: it is asked again, and the server does it once.
      this.isLost = !error.status;
      this.changed ||= this.isLost;
      if (this.isLost) return;
      const { n } = requests.at(-1);
      this.model.take({ picture: this.model.get("_picture"), answer: { n, refused: error.message } });
    }
  }

  async save() {
    try {
      const state = await this.run("save");
      this.frame(state);
      this.tell(state.notes.join(" "));
      find(".state").textContent = words.saved;
    } catch (error) {
      if (error.status === 409) this.stale();
      else this.refuse(error);
    }
  }

  async look() {
    if (document.hidden || this.isStale) return;
    try {
      const { stale } = await this.run("look");
      if (stale) this.stale();
      else if (this.isLost) this.ask(this.model.get("_requests"));
      else if (this.cannotLook) this.tell("");
      this.cannotLook = false;
    } catch (error) {
      this.cannotLook = true;
      this.refuse(error);
    }
  }

  stale() {
    this.isStale = true;
    const merge = made("button", { type: "button", onclick: () => this.again("merge") }, words.merge);
    const reload = made("button", { type: "button", onclick: () => this.again("reload") }, words.reload);
    this.tell(words.stale, this.changed ? [merge, reload] : [reload]);
  }

  async again(act) {
    find("section.board").inert = true; // what is done to a board that goes would be lost
    try {
      const state = await this.run(act);
      this.isStale = false;
      this.begin(state);
      const shown = find('nav [aria-pressed="true"]');
      if (shown.dataset.show !== "board") this.show(shown); // with what is new
      const conflicts = (state.conflicts ?? []).map((each) => each.because);
      const list = made("ul", {}, ...conflicts.map((text) => made("li", {}, text)));
      if (conflicts.length) this.tell(words.conflicts, [list]);
      else this.tell(act === "merge" ? words.merged : "");
    } catch (error) {
      this.refuse(error);
    } finally {
      find("section.board").inert = false;
    }
  }

  tell(text, more = []) {
    const notice = find(".notice");
    notice.replaceChildren(text, ...more);
    notice.hidden = !text;
  }

  refuse(error) {
    this.tell(error.message || words.lost);
  }

  show(button) {
    for (const each of document.querySelectorAll("nav button")) each.setAttribute("aria-pressed", each === button);
    const what = button.dataset.show;
    const frame = find(".shown");
    find("section.board").hidden = what !== "board";
    frame.hidden = what === "board";
    if (what === "board") frame.removeAttribute("src");
    else frame.src = `${root}/show/${what}?window=${encodeURIComponent(this.window)}`;
    frame.title = button.textContent;
  }

  key(event) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur(); // which sends what is being typed
    if (this.changed) this.save();
  }
}

const page = new Page();
page.open().catch((error) => {
  page.refuse(error);
  find("nav").hidden = find("main").hidden = true; // there is no plan to show
});
