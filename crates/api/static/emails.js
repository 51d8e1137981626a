// Shows an e-mail as it will be read while somebody writes it, and puts placeholders where the cursor was.
// Nothing here is necessary: the button above the frame does the same, and placeholders can be typed.
const form = document.querySelector("#words[data-preview]");

if (form) {
  const subject = document.querySelector("[data-subject]");
  const text = document.querySelector("[data-text]");
  const status = document.querySelector("[data-status]");
  const problems = document.querySelector("#problems");
  let lastField = form.querySelector("textarea");
  let timer, running, number = 0, isChanged = false;

  const tell = (found) => {
    const lines = found.map((problem) => {
      const line = document.createElement("p");
      line.className = "error";
      line.textContent = problem.text;
      return line;
    });
    problems.replaceChildren(...lines);
  };

  // A new frame each time: the old one goes with its entry in the history, so that the button «Back» leaves the page.
  const frameAnew = () => {
    const old = document.querySelector(".mail-frame");
    const fresh = old.cloneNode();
    fresh.removeAttribute("src");
    fresh.name = `preview-${++number}`;
    old.replaceWith(fresh);
    const sent = document.createElement("form");
    sent.method = "post";
    sent.action = form.dataset.preview;
    sent.target = fresh.name;
    sent.hidden = true;
    for (const [name, value] of new FormData(form)) {
      const field = document.createElement("textarea");
      field.name = name;
      field.value = value;
      sent.append(field);
    }
    document.body.append(sent);
    sent.submit();
    sent.remove();
  };

  const show = async () => {
    running?.abort();
    running = new AbortController();
    const typed = new URLSearchParams(new FormData(form));
    typed.set("as", "words");
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: typed, signal: running.signal });
      if (!answer.ok) throw new Error(answer.status);
      const shown = await answer.json();
      subject.textContent = shown.subject;
      text.textContent = shown.text;
      tell(shown.problems);
      frameAnew();
      status.textContent = status.dataset.fresh;
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = status.dataset.failed;
    }
  };

  const soon = () => {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(show, 700);
  };

  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.dataset.show === undefined) return (isChanged = false);
    event.preventDefault();
    show();
  });
  form.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea, #subject")) lastField = event.target;
  });
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });

  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const isAlone = button.dataset.alone !== undefined;
      const field = isAlone ? form.querySelector("textarea") : lastField;
      const before = field.value.slice(0, field.selectionStart);
      const after = field.value.slice(field.selectionEnd);
      const lead = !isAlone || before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
      const tail = !isAlone || after === "" || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
      field.focus();
      field.setRangeText(lead + button.dataset.insert + tail, field.selectionStart, field.selectionEnd, "end");
      soon();
    });
  }
}
