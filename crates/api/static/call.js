// Keeps the draft of an application while it is written. Nothing here is necessary: the button «Save the draft» does the same.
const form = document.querySelector("form[data-draft]");

if (form) {
  const status = form.querySelector("[data-status]");
  let timer, running, isSent = false;

  const keep = async () => {
    running?.abort();
    running = new AbortController();
    const typed = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") typed.append(name, value);
    }
    typed.set("do", "keep");
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed, signal: running.signal });
      status.textContent = answer.ok ? status.dataset.kept : status.dataset.lost;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = status.dataset.lost;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => isSent || keep(), 2000);
  });
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    running?.abort();
  });
}
