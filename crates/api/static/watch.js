// Tells the club every half minute that the watch page is open, and shows what has been counted so far.
// Nothing here is necessary: without it, the code word or the moderator speaks for a listener.
const page = document.querySelector("[data-watch]");

if (page) {
  const seconds = Number(page.dataset.seconds) || 30;
  const bar = page.querySelector("progress");
  const said = page.querySelector("[data-said]");
  const body = () => new URLSearchParams({ csrf: page.dataset.csrf, page: page.dataset.page });
  let isSending = false;

  const minutes = (value) => String(Math.floor(value / 60));

  const show = (beat) => {
    if (bar && beat.needed_seconds > 0) {
      bar.max = beat.needed_seconds;
      bar.value = Math.min(beat.watched_seconds, beat.needed_seconds);
    }
    if (said) {
      const isEnough = beat.needed_seconds > 0 && beat.watched_seconds >= beat.needed_seconds;
      const text = isEnough ? page.dataset.enough : page.dataset.counted;
      said.textContent = text.replace("{minutes}", minutes(beat.watched_seconds));
    }
  };

  const beat = async () => {
    if (document.hidden || isSending) return;
    isSending = true;
    try {
      const answer = await fetch(page.dataset.watch, { method: "POST", body: body(), signal: AbortSignal.timeout(15000) });
      if (answer.ok) show(await answer.json());
    } catch {
      // The next beat tries again; a short gap is forgiven.
    } finally {
      isSending = false;
    }
  };

  setInterval(beat, seconds * 1000);
  document.addEventListener("visibilitychange", beat);
  addEventListener("online", beat);
  beat();
}
