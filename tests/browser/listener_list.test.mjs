// A school's list of teachers as an organizer brings it: the file, its columns, the dry run, and what comes of it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SESSION, startDemo } from "./program.mjs";
import { DESK, PHONE, startBrowser, Visitor } from "./visitors.mjs";

const LISTENERS = `/organize/${SESSION}/listeners`;
const LIST =
  "Учитель;Школа;Почта для связи;Вебинары\r\n" +
  "Синицына Варвара Петровна;МБОУ СОШ № 44;sinitsyna@school44.example;все\r\n\r\n" +
  "Дроздов Пётр Ильич;МБОУ СОШ № 44;drozdov at school;все\r\n";

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

async function isFine(what) {
  for (const viewport of [PHONE, DESK]) {
    await organizer.page.setViewportSize(viewport);
    assert.deepEqual(await organizer.barriers(), [], what);
    assert.equal(await organizer.overflow(), 0, `${what} ${viewport.width}`);
  }
}

async function presses(step) {
  const button = organizer.page.locator(`button[name="step"][value="${step}"]`).first();
  await Promise.all([organizer.page.waitForNavigation(), button.click()]);
}

for (const language of ["ru", "en"]) {
  test(`the pages of listeners and of the form are without barriers in ${language}`, async () => {
    for (const page of [LISTENERS, `${LISTENERS}/import`, `/s/${SESSION}/register`]) {
      await organizer.opens(`${page}?lang=${language}`);
      await isFine(`${page} ${language}`);
    }
  });
}

test("a list goes from the file over its columns and the dry run to registrations", async () => {
  await organizer.opens(`${LISTENERS}/import?lang=ru`);
  await organizer.page
    .locator("#file")
    .setInputFiles({ name: "учителя.csv", mimeType: "text/csv", buffer: Buffer.from(LIST) });
  await Promise.all([organizer.page.waitForNavigation(), organizer.page.locator("main form button").first().click()]);
  await isFine("columns");
  await organizer.page.locator("#column-1").selectOption("full_name");
  await organizer.page.locator("#column-3").selectOption("email");
  await presses("check");
  await isFine("dry run");
  const report = await organizer.page.locator("#report").locator("..").innerText();
  assert.match(report, /Запишутся впервые: 1/);
  assert.match(report, /Не будут записаны: 1/);
  // The empty line counts, as in the spreadsheet.
  assert.match(await organizer.page.locator("tr", { hasText: "Дроздов" }).innerText(), /^4\s/);
  await organizer.page.locator('input[name="has_consents"]').check();
  await presses("apply");
  assert.match(organizer.page.url(), /done=1&new=1&further=0&queued=0&before=0&doubtful=0&refused=1/);
  await isFine("done");
  await organizer.opens(LISTENERS);
  assert.equal(await organizer.page.locator("tr", { hasText: "sinitsyna@school44.example" }).count(), 1);
});
