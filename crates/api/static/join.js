// Tells the club that a person has looked at the page for a second, so that no reminder is sent.
// Programs that check e-mails open links, too, but they do not look; without this script there is a button.
const page = document.querySelector("[data-opened]");

if (page) {
  let waiting;

  const tell = async () => {
    document.removeEventListener("visibilitychange", look);
    const body = new URLSearchParams({ csrf: page.dataset.csrf });
    try {
      await fetch(page.dataset.opened, { method: "POST", body, redirect: "manual", keepalive: true });
    } catch {
      // A reminder too many does no harm.
    }
  };

  const look = () => {
    clearTimeout(waiting);
    if (!document.hidden) waiting = setTimeout(tell, 1000);
  };

  document.addEventListener("visibilitychange", look);
  look();
}
