// Draws the picture beside the editor anew while somebody types, and writes placeholders where the cursor was.
// Nothing here is necessary: the button under the picture does the same, and placeholders can be typed.
const form = document.querySelector("[data-preview]");

if (form) {
  const picture = document.querySelector("[data-picture]");
  const status = document.querySelector("[data-status]");
  const person = document.querySelector("[data-person]");
  const problems = document.querySelector("#problems");
  let timer, running;
  let lastText = form.querySelector("textarea");

  const say = (word) => {
    status.textContent = status.dataset[word];
  };

  const asData = (blob) =>
    new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => reject(reader.error);
      reader.readAsDataURL(blob);
    });

  const groupOf = (id) => [...form.querySelectorAll("[data-element]")].find((group) => group.dataset.element === id);

  const clear = () => {
    problems.replaceChildren();
    form.querySelectorAll("[data-problems]").forEach((place) => place.replaceChildren());
  };

  const sentence = (text) => {
    const line = document.createElement("p");
    line.className = "error";
    line.textContent = text;
    return line;
  };

  const tell = (found) => {
    clear();
    for (const { element, text } of found) {
      const group = groupOf(element);
      if (group) {
        for (let open = group; open; open = open.parentElement.closest("details")) open.open = true;
        group.querySelector("[data-problems]").append(sentence(text));
      } else {
        problems.append(sentence(text));
      }
    }
  };

  const draw = async () => {
    running?.abort();
    running = new AbortController();
    say("drawing");
    try {
      const answer = await fetch(form.dataset.preview, { method: "POST", body: new FormData(form), signal: running.signal });
      if (answer.headers.get("content-type") === "image/png") {
        picture.src = await asData(await answer.blob());
        picture.hidden = false;
        document.querySelector("[data-no-picture]")?.remove();
        if (person) person.textContent = decodeURIComponent((answer.headers.get("x-sample-name") ?? "").replaceAll("+", " "));
        clear();
        say("fresh");
      } else if (answer.status === 422) {
        tell((await answer.json()).problems);
        say("broken");
      } else {
        say("failed");
      }
    } catch (error) {
      if (error.name !== "AbortError") say("failed");
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(draw, 600);
  };

  form.addEventListener("input", soon);
  document.querySelector("#sample").addEventListener("change", soon);
  form.addEventListener("focusin", (event) => {
    if (event.target.tagName === "TEXTAREA") lastText = event.target;
  });

  // A text for all becomes one by gender, or the other way round: the club draws the fields anew.
  form.addEventListener("change", (event) => {
    if (event.target.dataset.redraw !== undefined) {
      const anchor = event.target.closest("[data-element]").id;
      const button = form.querySelector('button[value="show"]');
      button.setAttribute("formaction", `#${anchor}`);
      form.requestSubmit(button);
    }
  });

  for (const button of document.querySelectorAll("[data-insert]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      if (!lastText) return;
      for (let open = lastText.closest("details"); open; open = open.parentElement.closest("details")) open.open = true;
      lastText.focus();
      lastText.setRangeText(button.dataset.insert, lastText.selectionStart, lastText.selectionEnd, "end");
      soon();
    });
  }

  let isChanged = false;
  form.addEventListener("input", () => (isChanged = true));
  form.addEventListener("submit", () => (isChanged = false));
  addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
