// Adds the reader's own time where it differs, and chooses the browser's time zone in an untouched form.
// Nothing here is necessary: every time stands on the page with its zone.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const now = new Date();
const clockIn = (timeZone) => new Intl.DateTimeFormat("ru", { dateStyle: "short", timeStyle: "short", timeZone }).format(now);

for (const select of document.querySelectorAll("select[data-browser-zone]")) {
  if (select.value !== "") continue;
  const zones = [...select.options].map((choice) => choice.value).filter(Boolean);
  const sameTime = zones.filter((zone) => clockIn(zone) === clockIn(own));
  select.value = zones.find((zone) => zone === own) ?? (sameTime.length === 1 ? sameTime[0] : "");
}

const clock = new Intl.DateTimeFormat("ru", { hour: "2-digit", minute: "2-digit" });
for (const time of document.querySelectorAll("time[data-own]")) {
  const at = clock.format(new Date(time.dateTime));
  const isShown = time.dataset.shown.split(" ").includes(at);
  if (!isShown && !Number.isNaN(Date.parse(time.dateTime))) {
    const note = document.createElement("span");
    note.textContent = time.dataset.own.replace("{time}", at);
    (time.closest(".time") ?? time.parentElement).append(note);
  }
}
