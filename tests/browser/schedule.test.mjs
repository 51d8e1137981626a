// The schedule by mouse and by keyboard: the same webinar goes to another time by both ways.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { SESSION, startDemo } from "./program.mjs";
import { DESK, PHONE, startBrowser, Visitor } from "./visitors.mjs";

const SCHEDULE = `/organize/${SESSION}/schedule`;

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

/** Where a webinar stands in the grid: day, time and track. */
async function placeOf(id) {
  return organizer.page.locator(`article#${id}`).evaluate((card) => {
    const cell = card.closest("td");
    return [cell.closest("table").dataset.scheduleDay, cell.dataset.start, cell.dataset.track];
  });
}

test("the schedule and its pages are without barriers at any width and in both languages", async () => {
  for (const viewport of [PHONE, DESK]) {
    for (const language of ["ru", "en"]) {
      await organizer.page.setViewportSize(viewport);
      for (const page of [SCHEDULE, `${SCHEDULE}/webinars/new`, `/organize/${SESSION}/releases`, `/s/${SESSION}`]) {
        await organizer.opens(`${page}?lang=${language}`);
        assert.deepEqual(await organizer.barriers(), [], `${page} ${language}`);
        assert.equal(await organizer.overflow(), 0, `${page} ${language} ${viewport.width}`);
      }
    }
  }
  await organizer.opens(`${SCHEDULE}?lang=ru`);
});

test("a webinar is dragged to another time and track", async () => {
  await organizer.page.setViewportSize(DESK);
  await organizer.opens(SCHEDULE);
  const card = organizer.page.locator('article[draggable="true"]').last();
  const id = await card.getAttribute("id");
  const [day] = await placeOf(id);
  const target = organizer.page.locator(`table[data-schedule-day="${day}"] td[data-start="18:00"][data-track="2"]`);
  await Promise.all([organizer.page.waitForURL(/done=moved/), card.dragTo(target)]);
  assert.deepEqual(await placeOf(id), [day, "18:00", "2"]);
});

test("the keyboard alone moves it back", async () => {
  await organizer.opens(SCHEDULE);
  const id = await organizer.page.locator('td[data-start="18:00"] article[draggable="true"]').last().getAttribute("id");
  const slug = await organizer.page.locator(`article#${id}`).getAttribute("data-webinar");
  const [day] = await placeOf(id);
  const choice = await organizer.page.locator(`#which option[data-slug="${slug}"]`).getAttribute("value");
  await organizer.page.locator("#which").selectOption(choice);
  await organizer.page.locator("#day").fill(day);
  await organizer.page.locator("#start").fill("16:30");
  await organizer.page.locator("#track").fill("1");
  await organizer.page.locator("#track").focus();
  await Promise.all([organizer.page.waitForURL(/done=moved/), organizer.page.keyboard.press("Enter")]);
  assert.deepEqual(await placeOf(id), [day, "16:30", "1"]);
});
