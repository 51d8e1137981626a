// Looking at the page behind a join link for a second, in a real browser, is what stops the reminders; opening it is not.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startDemo } from "./program.mjs";
import { startBrowser, Visitor } from "./visitors.mjs";

const BUTTON = "Я помню, напоминать не нужно";

let browser, demo, listener, links;

before(async () => {
  browser = await startBrowser();
  demo = await startDemo();
  listener = await Visitor.arrive(browser, demo.address);
  await listener.goesThrough(demo.logins.get("listener"));
  const page = await listener.opens("/me");
  const all = await page.locator('a[href*="/j/"]').evaluateAll((found) => found.map((link) => link.getAttribute("href")));
  links = [];
  for (const link of new Set(all)) {
    // Those that are still closed.
    const early = await listener.context.request.get(link);
    if ((await early.text()).includes(BUTTON)) links.push(link);
  }
  assert.ok(links.length > 0, "the listener has a webinar that is not open yet");
});

after(async () => {
  await browser?.close();
  await demo?.end();
});

test("a look of a second is noted by itself, a shorter one is not, and without scripts there is a button", async () => {
  const [link] = links;
  const plain = await Visitor.arrive(browser, demo.address, { scripts: false });
  let page = await plain.opens(link);
  assert.equal(await page.getByRole("button", { name: BUTTON }).count(), 1, "opening a link notes nothing");

  const hasty = await Visitor.arrive(browser, demo.address);
  await hasty.opens(link);
  await sleep(200);
  await hasty.leaves();
  page = await plain.opens(link);
  assert.equal(await page.getByRole("button", { name: BUTTON }).count(), 1, "a glance is no look");

  const looks = await Visitor.arrive(browser, demo.address);
  const told = looks.page.waitForRequest((request) => request.url().endsWith("/opened"));
  await looks.opens(link);
  await told;
  await sleep(500);
  assert.deepEqual(looks.problems, []);
  page = await plain.opens(link);
  assert.equal(await page.getByRole("button", { name: BUTTON }).count(), 0);
  assert.match(await page.locator("main").innerText(), /напоминать о вебинаре не будем/);
  for (const visitor of [plain, looks, listener]) {
    await visitor.leaves();
  }
});
