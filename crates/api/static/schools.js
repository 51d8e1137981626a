// Suggests schools of the directory while somebody types one, and fills in the city, region and zone of the one that is chosen.
// Nothing here is necessary: whatever is typed stays as it is.
const field = (name) => document.querySelector(`[name="${name}"]`);

function put(name, value) {
  const target = field(name);
  if (target && value !== "") {
    target.value = value;
    target.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function suggestFor(input) {
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector(`label[for="${input.id}"]`)?.textContent.trim() ?? "");
  list.hidden = true;
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let schools = [];
  let at = -1;
  let asked = 0;
  let timer;

  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (school) => {
    input.value = school.name;
    put("city", school.city);
    put("region", school.region);
    put("zone", school.zone);
    close();
  };
  const mark = (next) => {
    at = (next + schools.length) % schools.length;
    [...list.children].forEach((line, place) => line.setAttribute("aria-selected", String(place === at)));
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  };
  const show = (found) => {
    schools = found;
    list.replaceChildren(
      ...found.map((school, place) => {
        const line = document.createElement("li");
        line.id = `${list.id}-${place}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        const about = document.createElement("small");
        about.textContent = [school.city, school.region].filter(Boolean).join(", ");
        line.append(school.name, about);
        line.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          choose(school);
        });
        return line;
      }),
    );
    at = -1;
    list.hidden = found.length === 0;
    input.setAttribute("aria-expanded", String(found.length > 0));
  };
  const ask = async () => {
    const number = ++asked;
    try {
      const answer = await fetch(`${input.dataset.schools}?q=${encodeURIComponent(input.value)}`);
      const found = answer.ok ? await answer.json() : [];
      if (number === asked && document.activeElement === input) show(found);
    } catch {
      close();
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at - 1);
    else if (event.key === "Enter" && at >= 0) choose(schools[at]);
    else return;
    event.preventDefault();
  });
}

document.querySelectorAll("input[data-schools]").forEach(suggestFor);
