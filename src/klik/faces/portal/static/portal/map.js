// A map of tiles on which one points. The two numbers below it stay: without this script, or without
// tiles, they are typed. What is read from the page: data-tiles (with {z}, {x}, {y}), data-latitude
// and data-longitude (the names of the fields).
"use strict";
(() => {
  const SIZE = 256, FIRST = { latitude: 51.03, longitude: 4.48, zoom: 8 }, NEAR = 16, MOST = 18;
  const box = document.querySelector("[data-map]");
  if (!box) return;
  const field = (name) => document.getElementsByName(box.dataset[name])[0];
  const view = box.querySelector("[data-view]"), say = box.querySelector("[role=status]");
  const typed = ["latitude", "longitude"].map((name) => Number(field(name).value.replace(",", ".")));
  let zoom = typed.every(Boolean) ? NEAR : FIRST.zoom;
  let centre = world(...(typed.every(Boolean) ? typed : [FIRST.latitude, FIRST.longitude]));

  // The world as a square of 1 by 1 (Web Mercator).
  function world(latitude, longitude) {
    const angle = (latitude * Math.PI) / 180;
    const y = (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
    return { x: (longitude + 180) / 360, y };
  }
  function degrees(point) {
    const latitude = (Math.atan(Math.sinh(Math.PI * (1 - 2 * point.y))) * 180) / Math.PI;
    return [latitude, point.x * 360 - 180];
  }
  function draw() {
    const scale = SIZE * 2 ** zoom, { width, height } = view.getBoundingClientRect();
    const left = centre.x * scale - width / 2, top = centre.y * scale - height / 2;
    const tiles = [];
    for (let x = Math.floor(left / SIZE); x * SIZE < left + width; x += 1)
      for (let y = Math.floor(top / SIZE); y * SIZE < top + height; y += 1) {
        if (x < 0 || y < 0 || x >= 2 ** zoom || y >= 2 ** zoom) continue;
        const tile = new Image(SIZE, SIZE);
        tile.alt = "";
        tile.src = box.dataset.tiles.replace("{z}", zoom).replace("{x}", x).replace("{y}", y);
        tile.style.translate = `${x * SIZE - left}px ${y * SIZE - top}px`;
        tiles.push(tile);
      }
    view.replaceChildren(...tiles);
  }
  function point(spot) {
    centre = spot;
    degrees(spot).forEach((number, at) => {
      field(at ? "longitude" : "latitude").value = number.toFixed(5);
    });
    say.textContent = box.dataset.said;
    draw();
  }
  view.addEventListener("click", (event) => {
    const scale = SIZE * 2 ** zoom, { left, top, width, height } = view.getBoundingClientRect();
    point({
      x: centre.x + (event.clientX - left - width / 2) / scale,
      y: centre.y + (event.clientY - top - height / 2) / scale,
    });
  });
  box.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]")?.dataset.act;
    if (act === "nearer" || act === "farther") {
      zoom = Math.min(MOST, Math.max(6, zoom + (act === "nearer" ? 1 : -1)));
      draw();
    } else if (act === "here") {
      navigator.geolocation?.getCurrentPosition(({ coords }) => {
        zoom = NEAR;
        point(world(coords.latitude, coords.longitude));
      });
    } else if (act) {
      const step = 80 / (SIZE * 2 ** zoom);
      const [x, y] = { left: [-1, 0], right: [1, 0], up: [0, -1], down: [0, 1] }[act];
      point({ x: centre.x + x * step, y: centre.y + y * step });
    }
  });
  box.hidden = false;
  draw();
})();
