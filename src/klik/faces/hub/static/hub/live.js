// Keeps the page of a room current, and keeps an answer that found no network until it is sent.
// Without this script the same forms and links do the same, with a page that is loaded anew.
//
// What is read from the page: [data-live] holds data-live (the address of the tally), data-stream
// (of the stream; empty where there is none), data-stage, and the words data-changed, data-look,
// data-kept, data-one and data-many. #now is what is exchanged; [data-count] is how many answered.
"use strict";
(() => {
  const room = document.querySelector("[data-live]");
  if (!room) return;
  const words = room.dataset, say = document.getElementById("said");
  const EVERY = 2000, SLOWEST = 20000, QUIET = 4000, LONGEST = 10000;
  let stage = words.stage, typed = false, wait = EVERY, tag = "", spoken = 0, renewing = false;
  let seen = { question: "", sequence: 0 };
  const beside = (time) => time * (0.75 + Math.random() / 2); // not all phones at once

  // What changed is told once, and not more often than one can hear it.
  function tell(text) {
    const now = Date.now(), rest = Math.max(0, spoken + QUIET - now);
    spoken = now + rest;
    setTimeout(() => { if (say) say.textContent = text; }, rest);
  }

  // A snapshot that comes late is older than what is shown: leave it.
  function take(news) {
    const same = news.question === seen.question;
    if (same && news.sequence < seen.sequence) return;
    const moved = !same || news.sequence > seen.sequence;
    seen = { question: news.question, sequence: news.sequence };
    const count = document.querySelector("[data-count]");
    if (count && news.ballots !== undefined)
      count.textContent = (news.ballots === 1 ? words.one : words.many).replace("{n}", news.ballots);
    if (news.stage !== stage) renew(news.stage);
    else if (moved && news.figures && words.figures) renew(news.stage);
  }

  async function renew(next) {
    const now = document.getElementById("now");
    if (!now || renewing) return;
    if (typed) { // what she is typing is hers: only say that there is something new
      if (document.getElementById("look")) return;
      const link = document.createElement("a");
      link.id = "look";
      link.href = location.href;
      link.textContent = words.look;
      now.prepend(link);
      tell(words.changed);
      return;
    }
    renewing = true;
    try {
      const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("now");
      if (!fresh) return;
      const told = stage !== next;
      stage = page.querySelector("[data-live]").dataset.stage;
      now.replaceChildren(...fresh.childNodes);
      if (told) tell(words.changed);
    } catch { /* the next look tries again */ } finally { renewing = false; }
  }

  async function look() {
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch(words.live, { headers, cache: "no-store" });
      if (answer.status === 200) {
        tag = answer.headers.get("ETag") || "";
        take(await answer.json());
      }
      wait = answer.ok || answer.status === 304 ? EVERY : Math.min(wait * 2, SLOWEST);
    } catch { wait = Math.min(wait * 2, SLOWEST); }
    setTimeout(look, beside(document.hidden ? SLOWEST : wait));
  }
  function listen() {
    if (!words.stream || !window.EventSource) return look();
    const stream = new EventSource(words.stream);
    stream.onmessage = (event) => take(JSON.parse(event.data));
    stream.onerror = () => { // full, or no network: look now and then instead
      stream.close();
      setTimeout(look, beside(EVERY));
    };
  }

  // An answer is kept here until the room said that it has it. Sent twice, it still counts once.
  const held = (question) => `klik-answer-${question}`;
  const sending = new Set();
  async function send(question) {
    const kept = localStorage.getItem(held(question));
    if (!kept || sending.has(question)) return;
    sending.add(question);
    const { action, body } = JSON.parse(kept);
    try {
      const answer = await fetch(action, {
        method: "POST", body: new URLSearchParams(body), redirect: "manual",
        signal: AbortSignal.timeout(LONGEST),
      });
      if (answer.status >= 500) throw new Error("later");
      if (localStorage.getItem(held(question)) === kept) localStorage.removeItem(held(question));
      typed = false;
      if (answer.type === "opaqueredirect") return location.assign(words.room);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.querySelector("main").replaceWith(page.querySelector("main"));
      document.title = page.title;
      document.querySelector(".errors")?.focus();
    } catch {
      waiting();
      setTimeout(() => send(question), beside(EVERY));
    } finally { sending.delete(question); }
  }
  function waiting() {
    const note = document.getElementById("kept");
    if (!note || !note.hidden) return;
    note.hidden = false;
    note.querySelector("[role=status]").textContent = words.kept;
  }
  document.addEventListener("submit", (event) => {
    const form = event.target, question = form.dataset.answer;
    if (!question) { typed = false; return; }
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form)).toString();
    localStorage.setItem(held(question), JSON.stringify({ action: form.action, body }));
    send(question);
  });
  document.addEventListener("input", (event) => { if (event.target.closest("#now")) typed = true; });
  const unsent = () => Object.keys(localStorage)
    .filter((key) => key.startsWith("klik-answer-"))
    .map((key) => key.slice("klik-answer-".length));
  window.addEventListener("online", () => unsent().forEach(send));
  unsent().forEach((question) => { waiting(); send(question); });
  listen();
})();
