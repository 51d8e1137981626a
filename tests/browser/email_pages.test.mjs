// The pages on which organizers see to their e-mails: timeline, rehearsal, queue, links, mailings; and those of readers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SESSION, startDemo } from "./program.mjs";
import { DESK, PHONE, startBrowser, Visitor } from "./visitors.mjs";

const HOME = `/organize/${SESSION}`;

let browser, demo, organizer, curator;

before(async () => {
  browser = await startBrowser();
  demo = await startDemo();
  organizer = await Visitor.arrive(browser, demo.address);
  await organizer.goesThrough(demo.logins.get("organizer"));
  curator = await Visitor.arrive(browser, demo.address);
  await curator.goesThrough(demo.logins.get("curator"));
});

after(async () => {
  await curator?.leaves();
  await organizer?.leaves();
  await browser?.close();
  await demo?.end();
});

/** The last day that can be rehearsed: nothing of it is sent yet. */
async function rehearsal() {
  await organizer.opens(`${HOME}/timeline?lang=ru`);
  return organizer.page.locator('a[href*="/rehearsal/"]').last().getAttribute("href");
}

/** The same person, logged in, in a browser that runs no script. */
async function withoutScripts(visitor) {
  const other = await Visitor.arrive(browser, demo.address, { scripts: false });
  await other.context.addCookies(await visitor.context.cookies());
  return other;
}

test("the e-mail pages are without barriers at any width and in both languages", async () => {
  const day = await rehearsal();
  const own = [HOME, `${HOME}/timeline`, day, `${HOME}/queue`, `${HOME}/queue?state=sent`, `${HOME}/links`, `${HOME}/emails`];
  own.push(`${HOME}/mailings`, `${HOME}/mailings/new`, "/me/emails", "/j/rehearsal");
  const all = [...own.map((path) => [organizer, path]), ...["/network", "/network/queue", "/network/suppressions"].map((path) => [curator, path])];
  for (const viewport of [PHONE, DESK]) {
    for (const language of ["ru", "en"]) {
      for (const [visitor, path] of all) {
        await visitor.page.setViewportSize(viewport);
        await visitor.opens(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
        assert.deepEqual(await visitor.barriers(), []);
        assert.equal(await visitor.overflow(), 0, `${path} at ${viewport.width} in ${language}`);
      }
    }
  }
  await Promise.all([organizer, curator].map((visitor) => visitor.opens("/?lang=ru")));
});

test("a kind of e-mails is switched off and on by keyboard", async () => {
  const { page } = organizer;
  await organizer.opens(`${HOME}/timeline`);
  for (const [label, word] of [["Выключить", "выключено"], ["Включить", "включено"]]) {
    const form = page.locator(`form[action="${HOME}/timeline/thanks"]`);
    await form.getByRole("button", { name: label }).focus();
    await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
    assert.equal(await page.locator("tr", { has: form }).locator(".badge").innerText(), word);
  }
});

test("a rehearsed day comes to the organizer, with and without scripts", async () => {
  const day = await rehearsal();
  const plain = await withoutScripts(organizer);
  for (const visitor of [organizer, plain]) {
    await visitor.opens(day);
    await visitor.page.locator('input[name="kinds"][value="reminder"]').uncheck();
    await visitor.presses("main form button.big");
    assert.match(await visitor.page.locator("#lately").innerText(), /за последний час/);
  }
  await plain.page.locator('input[name="organizers"]:checked').uncheck();
  const refused = plain.page.waitForResponse((answer) => answer.request().method() === "POST");
  await plain.page.locator("main form button.big").click();
  assert.equal((await refused).status(), 422);
  assert.deepEqual(await organizer.barriers(), []);
  const deadline = Date.now() + 20_000;
  let mailbox;
  do {
    mailbox = await (await organizer.page.request.get(`${demo.address}/mailbox`)).text();
  } while (!mailbox.includes("[Репетиция]") && Date.now() < deadline);
  assert.match(mailbox, /\[Репетиция\]/);
  await plain.leaves();
});

test("the queue is paused and resumed, without scripts, too", async () => {
  const plain = await withoutScripts(organizer);
  await plain.opens(`${HOME}/queue`);
  await plain.page.locator("details summary", { hasText: "Приостановить отправку" }).click();
  await plain.presses(`form[action="${HOME}/queue/pause"] button`);
  assert.match(await plain.page.locator(".notice.warn").innerText(), /приостановлена/);
  await organizer.opens(HOME);
  assert.match(await organizer.page.locator(".notice.warn").first().innerText(), /приостановлена/);
  assert.deepEqual(await organizer.barriers(), []);
  await plain.presses(`form[action="${HOME}/queue/resume"] button`);
  assert.equal(await plain.page.locator(".notice.warn").count(), 0);
  await plain.leaves();
});

test("a link is shown to be passed on by another way, and its page is without barriers", async () => {
  await organizer.opens(`${HOME}/links`);
  const show = `form[action^="${HOME}/links/"][action$="/show"] button`;
  assert.ok((await organizer.page.locator(show).count()) > 0, "somebody has no link yet");
  await organizer.presses(show);
  assert.match(await organizer.page.locator("#address").inputValue(), /\/j\/[0-9a-z]{26}$/);
  assert.deepEqual(await organizer.barriers(), []);
  assert.equal(await organizer.overflow(), 0);
});

test("a mailing is written, seen as its reader will, changed for one, and sent", async () => {
  const { page } = organizer;
  await organizer.opens(`${HOME}/mailings/new`);
  await page.locator('input[name="audience"]').first().check();
  await page.locator("#subject").fill("Сбор спикеров и слушателей");
  await page.locator("#body").fill("{greeting}!\n\nЖдём Вас. {nobody}");
  const refused = page.waitForResponse((answer) => answer.request().method() === "POST");
  await page.locator('button[name="do"][value="create"]').click();
  assert.equal((await refused).status(), 422);
  await page.waitForLoadState();
  assert.equal(await page.locator("#body").inputValue(), "{greeting}!\n\nЖдём Вас. {nobody}");
  assert.deepEqual(await organizer.barriers(), []);
  await page.locator("#body").fill("{greeting}!\n\nЖдём Вас.");
  await organizer.presses('button[name="do"][value="create"]');
  const draft = new URL(page.url()).pathname;
  const deadline = Date.now() + 20_000;
  while ((await page.locator(`form[action="${draft}/send"]`).count()) === 0 && Date.now() < deadline) {
    await organizer.opens(draft);
  }
  assert.deepEqual(await organizer.barriers(), []);
  await organizer.presses(`#emails a[href^="${draft}/emails/"]`);
  assert.deepEqual(await organizer.barriers(), []);
  assert.match(await page.locator("main").innerText(), /Сбор спикеров и слушателей/);
  await organizer.opens(draft);
  await organizer.presses(`form[action="${draft}/send"] button`);
  assert.equal(await page.locator(`form[action="${draft}/send"]`).count(), 0, "it cannot be sent twice");
  assert.deepEqual(await organizer.barriers(), []);
});

test("nothing went wrong that a person would not see", () => {
  const problems = [...organizer.problems, ...curator.problems];
  assert.deepEqual(problems.filter((problem) => !problem.includes("422")), []);
});
