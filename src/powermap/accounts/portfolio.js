// Sorting, search and filters of the accounts, and the reasons of each. The tables are in
// the page already, so nothing is lost where no script runs.

const main = document.querySelector("main");
const table = document.querySelector("table.accounts");
const dark = document.getElementById("dark");
const root = document.documentElement;

function isDark() {
  const [red] = getComputedStyle(root).backgroundColor.match(/\d+/g);
  return Number(red) < 128;
}

function enableDark() {
  dark.hidden = false;
  dark.setAttribute("aria-pressed", isDark());
  dark.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    dark.setAttribute("aria-pressed", isDark());
  });
}

// A row with all that is needed to find and sort it, read once.
function readAccount(row) {
  const cells = [...row.cells];
  const name = cells[0].textContent;
  const texts = cells.map((cell) => cell.textContent);
  texts.push(row.dataset.latin || "", foldText(name).replace(/ /g, ""));
  return {
    row,
    number: Number(row.dataset.number),
    keys: cells.map((cell) => readKey(cell.dataset.sort)),
    filters: JSON.parse(row.dataset.filters),
    searchText: foldText(texts.join(" ")),
  };
}

function readKey(text) {
  if (text === "") return null;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

class Accounts {
  constructor() {
    this.body = table.tBodies[0];
    this.accounts = [...this.body.rows].map(readAccount);
    this.heat = new Map();
    for (const row of document.querySelectorAll(".coverage tbody tr")) {
      this.heat.set(Number(row.dataset.number), row);
    }
    this.heads = [...table.tHead.rows[0].cells];
    this.status = document.querySelector(".count");
    this.search = document.querySelector(".bar input");
    this.filters = [...document.querySelectorAll("[data-filter]")];
    this.order = document.querySelector("[data-sort]");
    this.compare = new Intl.Collator(root.lang, { numeric: true }).compare;
    this.sorted = null; // the column, and whether the largest comes first
    this.data = JSON.parse(document.getElementById("reasons").textContent);
    this.enable();
    this.apply();
  }

  enable() {
    document.querySelector(".bar").hidden = false;
    this.search.addEventListener("input", () => this.apply());
    for (const select of this.filters) select.addEventListener("change", () => this.apply());
    this.order.addEventListener("change", () => this.sortBy(this.order.value));
    document.querySelector("[data-reset]").addEventListener("click", () => this.reset());
    this.heads.forEach((head, column) => {
      const button = createElement("button", { type: "button" }, head.textContent);
      head.replaceChildren(button);
      button.addEventListener("click", () => this.sortBy(column));
    });
    for (const account of this.accounts) this.addToggle(account);
  }

  addToggle(account) {
    const button = createElement(
      "button",
      { type: "button", class: "toggle", "aria-expanded": false },
      main.dataset.reasons,
      createElement("span", { class: "hidden" }, `: ${account.row.cells[0].textContent.trim()}`),
    );
    account.row.cells[0].append(button);
    button.addEventListener("click", () => this.toggle(account, button));
  }

  // The reasons stand in a row of their own below the account, made when first opened.
  toggle(account, button) {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    if (!account.why) account.why = this.reasonsOf(account);
    button.setAttribute("aria-expanded", !isOpen);
    if (isOpen) account.why.remove();
    else account.row.after(account.why);
  }

  reasonsOf(account) {
    const list = createElement("dl", {});
    for (const [title, text] of this.data[account.number]) {
      list.append(createElement("dt", {}, title), createElement("dd", {}, text));
    }
    const cell = createElement("td", { colspan: this.heads.length }, list);
    return createElement("tr", { class: "why" }, cell);
  }

  matches(account) {
    const isChosen = this.filters.every(
      (select, place) => !select.value || select.value === account.filters[place],
    );
    return isChosen && matchesSearch(account, this.search.value);
  }

  apply() {
    let count = 0;
    for (const account of this.accounts) {
      const isShown = this.matches(account);
      count += isShown;
      account.row.hidden = !isShown;
      if (account.why) account.why.hidden = !isShown;
      const heat = this.heat.get(account.number);
      if (heat) heat.hidden = !isShown;
    }
    this.status.textContent = main.dataset.found
      .replace("{count}", count)
      .replace("{total}", this.accounts.length);
  }

  // Numbers begin with the largest, texts with the first letter; once more turns it round.
  sortBy(value) {
    if (value === "") return;
    const column = Number(value);
    const isNumber = this.accounts.some((each) => typeof each.keys[column] === "number");
    const again = this.sorted?.column === column;
    const isDown = again ? !this.sorted.isDown : isNumber;
    this.sorted = { column, isDown };
    const sign = isDown ? -1 : 1;
    this.place(
      [...this.accounts].sort((one, other) => this.precedence(one, other, column, sign)),
    );
    this.heads.forEach((head, place) => {
      if (place === column) head.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    this.order.value = String(column);
  }

  // Whatever is not known stands at the end in both directions.
  precedence(one, other, column, sign) {
    const [first, second] = [one.keys[column], other.keys[column]];
    if (first === null || second === null) return (first === null) - (second === null);
    if (typeof first === "number") return sign * (first - second);
    return sign * this.compare(first, second);
  }

  place(accounts) {
    const rows = document.createDocumentFragment();
    const heat = document.createDocumentFragment();
    for (const account of accounts) {
      rows.append(account.row);
      if (account.why && account.row.querySelector("[aria-expanded=true]")) {
        rows.append(account.why);
      }
      const line = this.heat.get(account.number);
      if (line) heat.append(line);
    }
    this.body.append(rows);
    document.querySelector(".coverage tbody")?.append(heat);
  }

  reset() {
    this.search.value = "";
    this.order.value = "";
    for (const select of this.filters) select.value = "";
    this.sorted = null;
    for (const head of this.heads) head.removeAttribute("aria-sort");
    this.place(this.accounts);
    this.apply();
  }
}

enableDark();
if (table) new Accounts();
