// One session as a teacher sees it: registers, joins, watches, and has a certificate that a stranger can verify.
// The demonstration's clock runs a minute a second: the first webinar starts after five seconds and lasts a minute.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { SESSION, startDemo } from "./program.mjs";
import { PHONE, startBrowser, Visitor } from "./visitors.mjs";

const FIRST_WEBINAR = "Аттестация молодого педагога: с чего начать";
const STREAM = "https://stream.example/spring/01-rassvet";
const ADDRESS = "petrova.anna@school.example";
const CONSENTS = ["participation", "publication", "invitations"];
const FORM = {
  family: "Петрова",
  given: "Анна",
  patronymic: "Сергеевна",
  position: "учитель математики",
  school: "МБОУ СОШ № 2",
  city: "Курган",
  region: "Курганская область",
  zone: "Asia/Yekaterinburg",
  experience: "2",
  email: ADDRESS,
};

let browser, demo;

before(async () => {
  browser = await startBrowser();
  demo = await startDemo({ speed: 40 });
});

after(async () => {
  await browser?.close();
  await demo?.end();
});

/** Tries until there is something, as a person looks again. */
async function until(what, seconds, look) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    assert.ok(Date.now() < deadline, `${what}: not within ${seconds} s\n${demo.said()}`);
    await sleep(500);
  }
}

/** A link that begins with `path` in one of the e-mails that Anna has got. */
async function linkFromEmails(visitor, path, subject = /./) {
  const page = await visitor.opens("/mailbox");
  const rows = page.locator("tr, li").filter({ hasText: ADDRESS }).filter({ hasText: subject }).locator('a[href^="/mailbox/"]');
  for (const email of await rows.evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
    const body = await visitor.opens(`${email}/body`);
    const links = body.locator(`a[href^="${demo.address}${path}"]`);
    if ((await links.count()) > 0) {
      return links.first().getAttribute("href");
    }
  }
  return null;
}

async function fillIn(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`).first();
    const isChoice = await field.evaluate((element) => element.tagName === "SELECT");
    await (isChoice ? field.selectOption(value) : field.fill(value));
  }
}

test("a teacher registers, joins by a button, watches, and gets a certificate that anybody can verify", async () => {
  const anna = await Visitor.arrive(browser, demo.address, { viewport: PHONE });
  const reader = await Visitor.arrive(browser, demo.address);

  let page = await anna.opens("/");
  await page.locator('main a[href$="/register"]').first().click();
  await page.waitForURL("**/register");
  for (const purpose of CONSENTS) {
    const consent = page.locator(`[name="consent_${purpose}"]`);
    assert.equal(await consent.count(), 1, `a consent of its own: ${purpose}`);
    assert.equal(await consent.isChecked(), false, `${purpose} is not ticked beforehand`);
    await consent.check();
  }
  await fillIn(page, FORM);
  await page.getByLabel(FIRST_WEBINAR).check();
  await anna.presses('main form[method="post"] button:not([type="button"])');
  assert.match(page.url(), /\/registered/, await page.locator("main").innerText());

  const join = await until("the e-mail with the personal link", 30, () => linkFromEmails(reader, "/j/"));
  page = await anna.opens(join);
  assert.equal(await page.locator(`a[href="${STREAM}"]`).count(), 0, "opening the link shows no stream");
  page = await anna.presses('main form[method="post"] button');
  assert.match(page.url(), /\/watch$/);
  assert.equal(await page.locator(`a[href="${STREAM}"]`).count(), 1);
  await until("twenty minutes of watching", 60, () =>
    page.locator("[data-watch] progress").evaluate((bar) => bar.value >= 20 * 60),
  );

  const moderator = await Visitor.arrive(browser, demo.address);
  await moderator.goesThrough(demo.logins.get("moderator"));
  const broadcast = await moderator.opens(`/broadcast/${SESSION}-s01`);
  const joined = await broadcast.locator(".has-joined").allInnerTexts();
  assert.equal(joined.filter((row) => row.includes("Петрова")).length, 1, joined.join("\n"));

  // Judged ten minutes after the end, issued an hour after it; the watch page stays open meanwhile.
  const login = await until("the e-mail about the certificate", 240, () => linkFromEmails(reader, "/login/", /готов|ready/i));
  page = await anna.goesThrough(login);
  const file = await page.locator('a[href$=".pdf"]').first().getAttribute("href");
  const answer = await anna.context.request.get(file);
  assert.equal(answer.headers()["content-type"], "application/pdf");
  assert.equal((await answer.body()).subarray(0, 5).toString(), "%PDF-");

  const code = await page.locator('a[href*="/verify/"]').first().getAttribute("href");
  const stranger = await Visitor.arrive(browser, demo.address, { viewport: PHONE });
  const verified = (await (await stranger.opens(code)).locator("main").innerText()).replaceAll("\u00a0", " ");
  assert.ok(verified.includes("Петрова Анна Сергеевна") && verified.includes(FIRST_WEBINAR), verified);
  assert.deepEqual(await stranger.barriers(), []);
  assert.equal(await stranger.overflow(), 0);

  for (const visitor of [anna, moderator, stranger]) {
    assert.deepEqual(visitor.problems, []);
    await visitor.leaves();
  }
  await reader.leaves();
});
