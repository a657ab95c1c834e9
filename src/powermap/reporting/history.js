// The slider over the maps: one map at a time, by mouse, arrow keys or by itself.
const main = document.querySelector("main");
const bar = main.querySelector(".bar");
const slider = bar.querySelector("input");
const now = bar.querySelector(".now");
const play = bar.querySelector("[data-play]");
const maps = [...main.querySelectorAll("article")];
const PACE = 1200; // milliseconds for one map
const words = [play.textContent, play.dataset.stop];
let timer = 0;

function show(place) {
  const at = Math.min(Math.max(place, 0), maps.length - 1);
  slider.value = at;
  slider.setAttribute("aria-valuetext", maps[at].dataset.day);
  maps.forEach((map, index) => { map.hidden = index !== at; });
  now.textContent = `${maps[at].dataset.day} · ${at + 1}/${maps.length}`;
}

function stop() {
  clearInterval(timer);
  timer = 0;
  play.textContent = words[0];
}

function start() {
  play.textContent = words[1];
  // From the last map it begins again.
  if (Number(slider.value) === maps.length - 1) show(0);
  timer = setInterval(() => {
    const next = Number(slider.value) + 1;
    show(next);
    if (next >= maps.length - 1) stop();
  }, PACE);
}

slider.addEventListener("input", () => { stop(); show(Number(slider.value)); });
play.addEventListener("click", () => (timer ? stop() : start()));
bar.querySelectorAll("[data-step]").forEach((button) => {
  button.addEventListener("click", () => {
    stop();
    show(Number(slider.value) + Number(button.dataset.step));
  });
});
bar.hidden = maps.length < 2;
// Firefox keeps the place of the slider when a page is loaded again.
slider.value = maps.length - 1;
show(maps.length - 1);
