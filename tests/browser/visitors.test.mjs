// The net itself: what it must catch, it catches.

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { PHONE, startBrowser, Visitor } from "./visitors.mjs";

const PAGES = {
  "/good": `<!doctype html><html lang="ru"><title>Расписание</title><main><h1>Расписание</h1></main>`,
  "/bad": `<!doctype html><html><title>Расписание</title><main><h1>Расписание</h1><input><img src="http://elsewhere.example/a.png">
    <table width="2000"><tr><td>широко</td></tr></table><script>alert(1)</script></main>`,
  "/form": `<!doctype html><html lang="ru"><title>Вход</title><main><form method="post" action="/in"><button>Войти</button></form></main>`,
  "/in": `<!doctype html><html lang="ru"><title>Вы вошли</title><main><h1>Вы вошли</h1></main>`,
};

let server, browser, address;

before(async () => {
  server = createServer((request, response) => {
    const page = PAGES[request.url];
    response.writeHead(page ? 200 : 404, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src *; form-action 'self'",
    });
    response.end(page ?? "<!doctype html><title>Нет такой страницы</title>");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test("a clean page leaves no problem and no barrier", async () => {
  const visitor = await Visitor.arrive(browser, address, { viewport: PHONE });
  await visitor.opens("/good");
  assert.deepEqual(await visitor.barriers(), []);
  assert.equal(await visitor.overflow(), 0);
  assert.deepEqual(visitor.problems, []);
  await visitor.leaves();
});

test("errors, other hosts, barriers and overflow are seen, whatever the page's own rules allow", async () => {
  const visitor = await Visitor.arrive(browser, address, { viewport: PHONE });
  await visitor.opens("/bad");
  const rules = (await visitor.barriers()).map((line) => line.split(": ")[1]);
  assert.ok(rules.includes("html-has-lang") && rules.includes("label"), rules.join());
  assert.ok((await visitor.overflow()) > 1600, "a table of 2000 pixels on a phone");
  const problems = visitor.problems.join("\n");
  assert.match(problems, /another host: http:\/\/elsewhere\.example\/a\.png/);
  assert.match(problems, /console: .*inline script/);
  await visitor.leaves();
});

test("a button leads to the page behind it", async () => {
  const visitor = await Visitor.arrive(browser, address);
  const page = await visitor.goesThrough("/form");
  assert.equal(await page.title(), "Вы вошли");
  await visitor.leaves();
});

test("a page that is missing is an error of the test", async () => {
  const visitor = await Visitor.arrive(browser, address);
  await assert.rejects(visitor.opens("/nothing"), /answers/);
  await visitor.leaves();
});
