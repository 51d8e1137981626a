// The editor of layouts as an organizer uses it: with a mouse, with the keyboard alone, and without scripts.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SESSION, startDemo } from "./program.mjs";
import { DESK, PHONE, startBrowser, Visitor } from "./visitors.mjs";

const LIST = `/organize/${SESSION}/layouts`;
// A blue square of 40 pixels.
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAACgAAAAoCAIAAAADnC86AAAAMElEQVR42u3NQQkAAAgEsItiFKMbzRKCn8H+S/W8iFgsFovFYrFYLBaLxWKxWHxnAa/hCGrL2S3gAAAAAElFTkSuQmCC",
  "base64",
);

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

/** Copies the certificate for the session and opens its editor. */
async function copies(visitor) {
  await visitor.opens(LIST);
  return visitor.presses('form[action$="/copy"]:has([name="kind"][value="attendance_certificate"]):has([name="level"][value="session"]) button');
}

async function pictureAfter(page, act) {
  const picture = page.locator("[data-picture]");
  const before = await picture.getAttribute("src");
  await act();
  await page.waitForFunction((old) => document.querySelector("[data-picture]").getAttribute("src") !== old, before, { timeout: 20000 });
  return picture.getAttribute("src");
}

test("the list shows how each document looks, without barriers at any width and in both languages", async () => {
  for (const viewport of [PHONE, DESK]) {
    for (const language of ["ru", "en"]) {
      await organizer.page.setViewportSize(viewport);
      await organizer.opens(`${LIST}?lang=${language}`);
      for (const picture of await organizer.page.locator(".sheets img").all()) {
        await picture.scrollIntoViewIfNeeded();
        await organizer.page.waitForFunction((image) => image.complete && image.naturalWidth > 0, await picture.elementHandle());
      }
      assert.equal(await organizer.page.locator(".sheets img").count(), 3);
      assert.deepEqual(await organizer.barriers(), []);
      assert.equal(await organizer.overflow(), 0, `${viewport.width} in ${language}`);
    }
  }
  await organizer.opens(`${LIST}?lang=ru`);
});

test("an organizer changes a text, sees the picture change, adds an image, saves, and issues nothing", async () => {
  const page = await copies(organizer);
  await page.setViewportSize(DESK);
  const editor = page.url();
  const group = page.locator('[data-element="check"]');
  await page.locator('[data-element="verify"] > summary').click();
  await group.locator("> summary").click();
  const text = group.locator("textarea");
  const changed = await pictureAfter(page, () => text.fill("Проверьте этот документ:"));
  assert.match(changed, /^data:image\/png;base64,/);

  await text.fill("{person.age}");
  await group.locator("[data-problems] .error").waitFor();
  assert.match(await group.locator("[data-problems]").innerText(), /person\.age/);
  assert.equal(await text.inputValue(), "{person.age}", "what was typed stays");
  await pictureAfter(page, () => text.fill("Проверка:"));
  assert.equal(await group.locator("[data-problems] .error").count(), 0);

  await page.locator("details", { hasText: "Что можно подставить в текст" }).locator("> summary").last().click();
  await text.focus();
  await pictureAfter(page, () => page.locator('[data-insert="{document.code}"]').click());
  assert.equal(await text.inputValue(), "Проверка:{document.code}");
  await text.fill("Проверка:");

  await page.locator("#page > summary").click();
  await pictureAfter(page, () =>
    page.locator('[name="page.file"]').setInputFiles({ name: "фон.png", mimeType: "image/png", buffer: PICTURE }),
  );
  await organizer.presses('#design button[value="save"]');
  assert.match(page.url(), /saved=1/, await page.locator("main").innerText());
  assert.deepEqual(await organizer.barriers(), []);
  assert.match(await page.locator('[name="page.background"]').inputValue(), /^[0-9a-f]{64}$/);
  assert.equal(await page.locator('[data-element="check"] textarea').inputValue(), "Проверка:");
  await organizer.opens(`/organize/${SESSION}/audit`);
  assert.doesNotMatch(await page.locator("main").innerText(), /Документы выданы/);
  await organizer.opens(editor);
});

test("the editor has no barriers with everything open, at any width and in both languages", async () => {
  const page = await copies(organizer);
  const editor = new URL(page.url()).pathname;
  for (const viewport of [PHONE, DESK]) {
    for (const language of ["ru", "en"]) {
      await page.setViewportSize(viewport);
      await organizer.opens(`${editor}?lang=${language}`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      assert.deepEqual(await organizer.barriers(), []);
      assert.equal(await organizer.overflow(), 0, `${viewport.width} in ${language}`);
    }
  }
  await organizer.opens(`${LIST}?lang=ru`);
});

test("the keyboard alone opens a group, moves a paragraph, types and saves", async () => {
  const page = await copies(organizer);
  await page.setViewportSize(DESK);
  await page.locator('[data-element="head"] > summary').focus();
  await page.keyboard.press("Enter");
  await page.locator('[data-element="network"] > summary').focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" — всем");
  await page.locator('[data-element="network"] button[value="up:network"]').focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  const order = await page.locator('[data-element="head"] .group').evaluateAll((groups) => groups.map((group) => group.dataset.element));
  assert.deepEqual(order, ["founder", "network", "organizer"]);
  assert.match(await page.locator('[data-element="network"] textarea').inputValue(), / — всем$/);
  await page.locator('#design button[value="save"]').focus();
  await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
  assert.match(page.url(), /saved=1/);
});

test("without scripts a button shows the picture and nothing that was typed is lost", async () => {
  const path = new URL((await copies(organizer)).url()).pathname;
  const plain = await Visitor.arrive(browser, demo.address, { scripts: false });
  await plain.context.addCookies(await organizer.context.cookies());
  const page = await plain.opens(path);
  await page.locator('[data-element="issued"] > summary').click();
  await page.locator('[data-element="issued"] textarea').fill("{document.date}");
  await plain.presses('[form="design"][value="show"]');
  assert.match(await page.locator("[data-picture]").getAttribute("src"), /^data:image\/png;base64,/);
  assert.equal(await page.locator('[data-element="issued"] textarea').inputValue(), "{document.date}");
  await page.locator('[data-element="issued"] > summary').click();
  await page.locator('[data-element="issued"] textarea').fill("{document.date");
  await plain.presses('#design button[value="save"]');
  assert.match(await page.locator("#problems").innerText(), /Фигурная скобка не закрыта/);
  assert.equal(await page.locator('[data-element="issued"] textarea').inputValue(), "{document.date");
  await plain.leaves();
});

test("nothing went wrong that a person would not see", () => {
  // What cannot be printed is answered with 422, which a browser notes as an error of its own.
  assert.deepEqual(organizer.problems.filter((problem) => !/422/.test(problem)), []);
});
