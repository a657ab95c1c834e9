(() => {
  "use strict";
  // Text goes to the page as text only: nothing here reads markup, makes markup from a string, or fetches anything.
  const here = document.currentScript?.closest(".powermap");
  const roots = here ? [here] : document.querySelectorAll(".powermap");
  for (const root of roots) if (!root.classList.contains("pm-live")) start(root);

  function start(root) {
    const svg = root.querySelector(".pm-stage svg");
    const items = gather(root, svg);
    root.classList.add("pm-live");
    for (const part of root.querySelectorAll(".pm-bar, .pm-side")) part.hidden = false;
    const sight = zooming(root, svg);
    const does = { ...sight, dark: (button) => turn(root, button) };
    if (items.length) {
      const { visit, leave } = selecting(root, svg, items);
      const clear = filtering(root, items, visit);
      does.reset = () => {
        clear();
        leave();
      };
    }
    for (const button of root.querySelectorAll("[data-do]")) {
      button.addEventListener("click", () => does[button.dataset.do](button));
      if (button.dataset.do === "dark") button.setAttribute("aria-pressed", isDark(root));
    }
  }

  // What can be pointed at: the rows of the tables, each with its group in the picture.
  function gather(root, svg) {
    const groups = new Map([...svg.querySelectorAll("g[id]")].map((group) => [group.id, group]));
    const links = [...svg.querySelectorAll("g[data-source]")];
    for (const link of links) link.classList.add("pm-part");
    const items = [];
    for (const row of root.querySelectorAll("tr[data-for]")) {
      const group = groups.get(row.dataset.for);
      const [first, ...cells] = row.cells;
      const heads = [...row.closest("table").tHead.rows[0].cells].slice(1);
      const facts = cells.map((cell, place) => [heads[place].textContent, cell.textContent]);
      const ends = group.dataset.source ? [group.dataset.source, group.dataset.target] : null;
      const choices = row.dataset.choices.split(" ").filter(Boolean);
      const person = row.closest("table").dataset.kind === "people";
      if (person) group.classList.add("pm-part");
      const words = folded([...row.cells].map((cell) => cell.textContent).join("\n"));
      const { said } = row.dataset;
      items.push({ id: group.id, group, said, name: first.textContent, person, facts, ends, choices, words });
    }
    for (const item of items) {
      item.links = links.filter((link) => [link.dataset.source, link.dataset.target].includes(item.id));
    }
    return items;
  }

  function folded(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // Pointer, keyboard and touch choose somebody, whose details are shown and whose ties light up.
  function selecting(root, svg, items) {
    const stops = items.filter((item) => !item.ends);
    const panel = root.querySelector(".pm-details");
    const hint = panel.firstElementChild;
    const ring = svg.appendChild(made("rect", { class: "pm-ring", rx: 8, visibility: "hidden" }));
    const ground = made("g", { class: "pm-ground" });  // behind all that can be pointed at: room between their marks
    svg.insertBefore(ground, [...svg.children].find((child) => stops.some((stop) => child.contains(stop.group))));
    let pinned = null;
    let shown = null;
    svg.setAttribute("role", "group");
    const [title, about] = svg.getAttribute("aria-labelledby").split(" ");
    svg.setAttribute("aria-labelledby", title);
    svg.setAttribute("aria-describedby", about);

    function show(item, ringed = item) {
      shown = item;
      svg.classList.toggle("pm-lit", Boolean(item?.links.length));
      for (const part of svg.querySelectorAll(".pm-on")) part.classList.remove("pm-on");
      ring.setAttribute("visibility", ringed ? "visible" : "hidden");
      if (ringed) {
        place(ring, round(ringed));
      }
      if (!item) return void panel.replaceChildren(hint);
      for (const link of item.links) {
        link.classList.add("pm-on");
        for (const end of [link.dataset.source, link.dataset.target]) {
          svg.querySelector(`#${CSS.escape(end)}`)?.classList.add("pm-on");
        }
      }
      item.group.classList.add("pm-on");
      panel.replaceChildren(...details(item));
    }

    function details(item) {
      const head = element("div", { class: "pm-head" }, element("p", { class: "pm-name" }, item.name));
      const close = element("button", { type: "button", "aria-label": root.dataset.close }, "×");
      close.addEventListener("click", () => leave(item));
      head.append(close);
      const list = element("dl", {});
      for (const [word, value] of item.facts) {
        if (value) list.append(element("dt", {}, word), element("dd", {}, value));
      }
      const ties = items.filter((tie) => tie.ends?.includes(item.id)).map((tie) => way(tie, item));
      if (!ties.length) return [head, list];
      return [head, list, element("p", { class: "pm-ties" }, root.dataset.ties), ...ties];
    }

    function way(tie, item) {
      const button = element("button", { type: "button", class: "pm-tie" }, tie.name);
      const other = stops.find((stop) => stop !== item && tie.ends.includes(stop.id));
      button.addEventListener("click", () => visit(other));
      return button;
    }

    function pin(item) {
      pinned = item;
      for (const stop of stops) stop.group.setAttribute("aria-pressed", stop === pinned);
    }

    function visit(item) {
      for (const stop of stops) stop.group.setAttribute("tabindex", stop === item ? 0 : -1);
      item.group.focus({ preventScroll: true });
      item.group.scrollIntoView({ block: "nearest", inline: "nearest" });
    }

    function leave(back) {
      pin(null);
      if (back) visit(back);
      show(null, focused());
    }

    const focused = () => stops.find((stop) => stop.group === document.activeElement) ?? null;

    stops.forEach((item, place) => {
      const { group } = item;
      group.querySelector(":scope > title")?.remove();  // its words stand in the panel
      group.classList.add("pm-item");
      const role = { role: "button", "aria-label": called(item), "aria-pressed": false, tabindex: place ? -1 : 0 };
      for (const [name, value] of Object.entries(role)) group.setAttribute(name, value);
      for (const target of [group, ground.appendChild(made("rect", round(item)))]) {
        target.addEventListener("pointerenter", () => show(item));
        target.addEventListener("pointerleave", () => show(pinned ?? focused()));
        target.addEventListener("click", () => {
          pin(pinned === item ? null : item);
          group.focus({ preventScroll: true });
          show(item);
        });
      }
      group.addEventListener("focus", () => show(item));
      group.addEventListener("keydown", (event) => {
        const next = { ArrowRight: 1, ArrowLeft: -1, Home: -place, End: stops.length - 1 - place }[event.key];
        const down = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (event.key === "Enter" || event.key === " ") group.dispatchEvent(new MouseEvent("click"));
        else if (next !== undefined) visit(stops[Math.min(Math.max(place + next, 0), stops.length - 1)]);
        else if (down) visit(nearest(stops, item, down));
        else return;
        event.preventDefault();
      });
    });
    root.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && shown) leave(panel.contains(document.activeElement) ? shown : null);
    });
    return { visit, leave };
  }

  // What is written there, which whoever speaks to the computer says, and what the colours say.
  function called({ group, name, said }) {
    const written = [...group.querySelectorAll("text")].map((text) => text.textContent).filter((text) => /[\p{L}\p{N}]/u.test(text));
    return [written.join(" ") || name, said].filter(Boolean).join(", ");
  }

  function round({ group }) {
    const { x, y, width, height } = group.getBBox();
    return { x: x - 4, y: y - 4, width: width + 8, height: height + 8 };
  }

  function nearest(stops, from, sign) {
    const middle = ({ group }) => {
      const box = group.getBBox();
      return [box.x + box.width / 2, box.y + box.height / 2];
    };
    const [x, y] = middle(from);
    let best = from;
    let least = Infinity;
    for (const stop of stops) {
      const [left, top] = middle(stop);
      const ahead = (top - y) * sign;
      const far = ahead + 2 * Math.abs(left - x);
      if (ahead > 4 && far < least) [best, least] = [stop, far];
    }
    return best;
  }

  // Search and filters: those who are not meant step back, and how many are left is said.
  function filtering(root, items, visit) {
    const search = root.querySelector("input[type=search]");
    const filters = root.querySelector(".pm-filters");
    const boxes = [...root.querySelectorAll(".pm-filters input")];
    const said = root.querySelector(".pm-found");
    const people = items.filter((item) => item.person);
    if (!search) return () => {};
    if (filters) filters.open = root.clientWidth >= 1000;

    // Of each kind of choice one of those that are wanted; a kind of which nothing is wanted lets everybody through.
    const kind = (choice) => choice.split("-")[0];
    const fits = (item, wanted) => item.choices.every((choice) => {
      const asked = wanted.filter((each) => kind(each) === kind(choice));
      return !asked.length || asked.includes(choice);
    });

    function apply() {
      const words = folded(search.value.trim());
      const wanted = boxes.filter((box) => box.checked).map((box) => box.value);
      const out = new Set(people.filter((item) => !item.words.includes(words) || !fits(item, wanted)));
      const gone = new Set([...out].map((item) => item.id));
      for (const item of items) {
        const off = item.ends ? item.ends.some((end) => gone.has(end)) || !fits(item, wanted) : out.has(item);
        item.group.classList.toggle("pm-out", off);
      }
      const count = people.length - out.size;
      said.textContent = root.dataset.found.replace("{count}", count).replace("{total}", people.length);
    }

    search.addEventListener("input", apply);
    search.addEventListener("keydown", (event) => {
      const first = people.find((item) => !item.group.classList.contains("pm-out"));
      if (event.key === "Enter" && first) visit(first);
    });
    for (const box of boxes) box.addEventListener("change", apply);
    apply();
    return () => {
      search.value = "";
      for (const box of boxes) box.checked = false;
      apply();
    };
  }

  // The picture in its frame: as wide as the frame, larger by buttons, Ctrl and wheel or two fingers, moved by dragging.
  function zooming(root, svg) {
    const stage = root.querySelector(".pm-stage");
    const { width, height } = svg.viewBox.baseVal;
    const least = 0.55;  // pixels per point below which names are too small to read
    let scale = 1;
    let own = false;

    function to(wanted, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
      const before = scale;
      scale = Math.min(Math.max(wanted, Math.min(whole(), least)), 6);
      svg.style.width = `${width * scale}px`;
      svg.style.height = `${height * scale}px`;
      stage.scrollLeft = ((stage.scrollLeft + x) * scale) / before - x;
      stage.scrollTop = ((stage.scrollTop + y) * scale) / before - y;
    }
    const whole = () => Math.min(stage.clientWidth / width, parseFloat(getComputedStyle(stage).maxHeight) / height);
    function usual() {
      const across = stage.clientWidth / width;
      if (across < least) return 0.75;
      return whole() > across * 0.75 ? whole() : across;
    }
    const by = (factor, x, y) => {
      own = true;
      to(scale * factor, x, y);
    };
    new ResizeObserver(() => own || to(usual(), 0, 0)).observe(stage);

    const inside = (x, y) => {
      const frame = stage.getBoundingClientRect();
      return [x - frame.left, y - frame.top];
    };
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;  // a wheel alone scrolls, as everywhere
      event.preventDefault();
      by(Math.exp(-event.deltaY / 300), ...inside(event.clientX, event.clientY));
    }, { passive: false });
    stage.addEventListener("keydown", (event) => {
      const factor = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
      if (factor && !event.ctrlKey && !event.metaKey) by(factor);
    });
    dragging(stage);
    pinching(stage, (factor, x, y) => by(factor, ...inside(x, y)));
    return {
      larger: () => by(1.25),
      smaller: () => by(0.8),
      fit: () => {
        own = true;
        to(whole(), 0, 0);
      },
    };
  }

  function dragging(stage) {
    let from = null;
    stage.addEventListener("pointerdown", (event) => {
      // A finger scrolls by itself; what is pressed of the stage itself is a scroll bar.
      if (event.pointerType === "touch" || event.button || event.target === stage) return;
      from = { x: event.clientX, y: event.clientY, left: stage.scrollLeft, top: stage.scrollTop };
    });
    // A drag selects no text, which would cost more time than the frame has.
    stage.addEventListener("mousedown", (event) => event.preventDefault());
    stage.addEventListener("pointermove", (event) => {
      if (!from || !event.buttons) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!stage.classList.contains("pm-dragged") && Math.hypot(dx, dy) < 5) return;
      if (!stage.hasPointerCapture(event.pointerId)) stage.setPointerCapture(event.pointerId);
      stage.classList.add("pm-dragged");
      stage.scrollTo(from.left - dx, from.top - dy);
    });
    for (const end of ["pointerup", "pointercancel"]) stage.addEventListener(end, () => (from = null));
    // The click that ends a drag is no choice.
    stage.addEventListener("click", (event) => {
      if (!stage.classList.contains("pm-dragged")) return;
      stage.classList.remove("pm-dragged");
      event.stopPropagation();
    }, { capture: true });
  }

  function pinching(stage, by) {
    let apart = 0;
    const span = ([one, two]) => Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY);
    stage.addEventListener("touchstart", (event) => {
      apart = event.touches.length === 2 ? span(event.touches) : 0;
    }, { passive: true });
    stage.addEventListener("touchmove", (event) => {
      if (!apart || event.touches.length !== 2) return;
      event.preventDefault();
      const [one, two] = event.touches;
      const now = span(event.touches);
      by(now / apart, (one.clientX + two.clientX) / 2, (one.clientY + two.clientY) / 2);
      apart = now;
    }, { passive: false });
  }

  function isDark(root) {
    const [red] = getComputedStyle(root).backgroundColor.match(/\d+/g);
    return Number(red) < 128;
  }

  function turn(root, button) {
    root.dataset.theme = isDark(root) ? "light" : "dark";
    button.setAttribute("aria-pressed", isDark(root));
  }

  function element(name, attributes, ...inner) {
    const node = document.createElement(name);
    place(node, attributes);
    node.append(...inner);
    return node;
  }

  function made(name, attributes) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    place(node, attributes);
    return node;
  }

  function place(node, attributes) {
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  }
})();
