// Every main page, on a phone and on a desk, in both languages and themes: no barrier, no error, nothing from elsewhere.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SESSION, startDemo } from "./program.mjs";
import { DESK, PHONE, startBrowser, Visitor } from "./visitors.mjs";

const PUBLIC = ["/", `/s/${SESSION}`, `/w/${SESSION}-s01`, `/s/${SESSION}/register`, "/login", "/verify"];
const OF_ROLES = {
  listener: ["/me"],
  speaker: ["/me"],
  moderator: [`/broadcast/${SESSION}-s01`],
  organizer: [
    "/organize",
    `/organize/${SESSION}`,
    `/organize/${SESSION}/documents`,
    `/organize/${SESSION}/layouts`,
    `/organize/${SESSION}/emails`,
    `/organize/${SESSION}/audit`,
    `/organize/${SESSION}/report`,
    `/broadcast/${SESSION}-s05/change`,
  ],
  curator: ["/network", "/network/documents", "/network/tokens", "/network/webhooks"],
};

let browser, demo;

before(async () => {
  browser = await startBrowser();
  demo = await startDemo();
});

after(async () => {
  await browser?.close();
  await demo?.end();
});

async function looksAt(visitor, pages, language) {
  const found = [];
  for (const path of pages) {
    await visitor.opens(`${path}?lang=${language}`);
    found.push(...(await visitor.barriers()));
    const overflow = await visitor.overflow();
    if (overflow > 0) {
      found.push(`${path}: ${overflow} pixels wider than the window`);
    }
  }
  return [...found, ...visitor.problems.splice(0)];
}

for (const viewport of [PHONE, DESK]) {
  for (const language of ["ru", "en"]) {
    for (const theme of ["light", "dark"]) {
      test(`public pages at ${viewport.width} in ${language}, ${theme}, are without barriers`, async () => {
        const visitor = await Visitor.arrive(browser, demo.address, { viewport, language, theme });
        assert.deepEqual(await looksAt(visitor, PUBLIC, language), []);
        await visitor.leaves();
      });
    }
  }
}

for (const [role, pages] of Object.entries(OF_ROLES)) {
  test(`the pages of a ${role} are without barriers`, async () => {
    assert.ok(demo.logins.has(role), `the demonstration prints a link for the ${role}:\n${demo.said()}`);
    const visitor = await Visitor.arrive(browser, demo.address);
    await visitor.goesThrough(demo.logins.get(role));
    for (const viewport of [PHONE, DESK]) {
      await visitor.page.setViewportSize(viewport);
      assert.deepEqual(await looksAt(visitor, pages, "ru"), []);
    }
    await visitor.leaves();
  });
}

test("the programme and the form are complete without scripts", async () => {
  const visitor = await Visitor.arrive(browser, demo.address, { viewport: PHONE, scripts: false });
  const schedule = await visitor.opens(`/s/${SESSION}`);
  assert.equal(await schedule.locator('main a[href^="/w/"]').count() >= 10, true, "all ten webinars are linked");
  const form = await visitor.opens(`/s/${SESSION}/register`);
  assert.equal(await form.locator('main input[name="webinars"]').count() >= 9, true, "webinars that have not begun");
  assert.deepEqual(visitor.problems, []);
  await visitor.leaves();
});
