// Every kind of e-mail as its reader opens it, and its words as an organizer changes them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SESSION, startDemo } from "./program.mjs";
import { DESK, PHONE, startBrowser, Visitor } from "./visitors.mjs";

const LIST = `/organize/${SESSION}/email-texts`;

/** Rules of whole pages: a mail program shows an e-mail as an article within its own page, under a heading with the subject. */
const OF_PAGES = ["landmark-one-main", "page-has-heading-one", "region"];

let browser, demo, organizer;

before(async () => {
  browser = await startBrowser();
  demo = await startDemo();
  organizer = await Visitor.arrive(browser, demo.address);
  await organizer.goesThrough(demo.logins.get("organizer"));
});

after(async () => {
  await organizer?.leaves();
  await browser?.close();
  await demo?.end();
});

/** Addresses of the editors of a session's words, one a kind and language. */
async function editors() {
  await organizer.opens(LIST);
  const links = await organizer.page.locator(`main a[href^="${LIST}/"]`).evaluateAll((all) => all.map((one) => one.getAttribute("href")));
  return links.filter((link) => link.split("/").at(-2) === "session");
}

test("each e-mail is without barriers on a phone, by day and by night, and loads nothing", async () => {
  const kinds = await editors();
  assert.ok(kinds.length >= 20, `${kinds.length} editors`);
  for (const theme of ["light", "dark"]) {
    const reader = await Visitor.arrive(browser, demo.address, { viewport: PHONE, theme });
    for (const kind of kinds) {
      const answer = await organizer.page.request.get(`${demo.address}${kind}/preview`);
      assert.equal(answer.status(), 200, kind);
      await reader.page.setContent(await answer.text());
      assert.deepEqual(await reader.barriers({ without: OF_PAGES }), [], `${kind}, ${theme}`);
      assert.equal(await reader.overflow(), 0, `${kind} is as wide as the phone`);
      assert.equal(await reader.page.locator("img, script, link, iframe").count(), 0, kind);
    }
    assert.deepEqual(reader.problems, []);
    await reader.leaves();
  }
});

test("the list and every editor are without barriers at any width and in both languages", async () => {
  const kinds = await editors();
  for (const viewport of [PHONE, DESK]) {
    for (const language of ["ru", "en"]) {
      await organizer.page.setViewportSize(viewport);
      for (const page of [LIST, ...kinds.filter((kind) => kind.endsWith("/ru"))]) {
        await organizer.opens(`${page}?lang=${language}`);
        assert.deepEqual(await organizer.barriers(), []);
        assert.equal(await organizer.overflow(), 0, `${page} at ${viewport.width} in ${language}`);
      }
    }
  }
  await organizer.opens(`${LIST}?lang=ru`);
});

test("an organizer inserts a placeholder, sees the e-mail change, and is told what would not do before it is kept", async () => {
  const { page } = organizer;
  const editor = (await editors()).find((link) => link.includes("/stream_link/") && link.endsWith("/ru"));
  await organizer.opens(editor);
  await page.locator("#subject").fill("Ждём Вас сегодня: ");
  await page.locator('[data-insert="{count}"]').click();
  assert.equal(await page.locator("#subject").inputValue(), "Ждём Вас сегодня: {count}");
  await page.waitForFunction(() => document.querySelector("[data-subject]").textContent.startsWith("Ждём Вас сегодня: 2"));
  await page.locator("#body").fill("Приходите, {nobody}!");
  await page.waitForFunction(() => document.querySelectorAll("#problems .error").length === 2);
  const refused = page.waitForResponse((answer) => answer.request().method() === "POST" && !answer.url().endsWith("/preview"));
  await page.locator("#words .save button").click();
  assert.equal((await refused).status(), 422);
  await page.waitForLoadState();
  assert.equal(await page.locator("#body").inputValue(), "Приходите, {nobody}!");
  assert.equal(await page.locator('#body[aria-invalid="true"]').count(), 1);
  await page.locator("#body").fill("{greeting}! <b>Приходите</b>\n\n{webinars}");
  await organizer.presses("#words .save button");
  assert.ok(await page.locator(".notice.good").isVisible());
  const reader = await page.request.get(`${demo.address}${editor}/preview`);
  assert.match(await reader.text(), /&lt;b&gt;Приходите&lt;\/b&gt;/);
});

test("nothing went wrong that a person would not see", () => {
  assert.deepEqual(
    organizer.problems.filter((problem) => !problem.includes("422")),
    [],
  );
});
