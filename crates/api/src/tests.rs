//! What holds for the whole of the crate: the registry, the description for programs, every page in both languages, the headers.

use std::collections::BTreeSet;
use std::path::Path;

use actix_web::http::Method;
use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, HttpResponse, web};
use lang::Lang;

use crate::routes::{Policy, matrix, registry};
use crate::{Sample, samples};

#[test]
fn who_may_go_where_is_written_down() {
    insta::assert_snapshot!(matrix());
}

#[test]
fn no_row_is_there_twice() {
    let rows: BTreeSet<(String, &str)> =
        registry().iter().map(|route| (route.method.to_string(), route.path)).collect();
    assert_eq!(rows.len(), registry().len());
}

#[test]
fn nothing_that_changes_something_is_open_without_a_check() {
    let open = [Policy::Public, Policy::Api, Policy::Demo, Policy::Operations];
    let rows: Vec<&str> = registry()
        .iter()
        .filter(|route| route.method != Method::GET && open.contains(&route.policy))
        .map(|route| route.path)
        .collect();
    assert_eq!(rows, Vec::<&str>::new());
}

#[test]
fn every_parameter_of_a_path_has_a_sample() {
    for route in registry() {
        assert!(!route.sample_path().contains(['{', '}']), "{}", route.path);
    }
    let paths: Vec<String> = registry().iter().map(crate::Route::sample_path).collect();
    assert!(
        paths
            .contains(&"/organize/2027-spring/documents/01890a5d-ac96-774b-bcce-b302099a8057.pdf".to_owned())
    );
}

#[test]
fn the_description_for_programs_names_every_path_for_programs() {
    let described: BTreeSet<String> = crate::openapi::paths().into_iter().collect();
    let registry = registry();
    let offered =
        registry.iter().filter(|route| route.path.starts_with("/api/v1/") && !route.path.ends_with(".json"));
    assert_eq!(described, offered.map(|route| route.path.to_owned()).collect());
    let description: serde_json::Value = serde_json::from_str(&crate::openapi()).unwrap();
    assert!(description["openapi"].as_str().unwrap().starts_with("3.1"), "{}", description["openapi"]);
}

fn html(sample: Sample) -> (String, String) {
    let html = sample.html.unwrap_or_else(|error| panic!("{}: {error}", sample.name));
    (sample.name, html)
}

#[test]
fn no_page_lacks_a_text_in_either_language() {
    for lang in Lang::ALL {
        for (name, html) in samples(lang).into_iter().map(html) {
            let missing: Vec<&str> =
                html.split('⟦').skip(1).filter_map(|rest| rest.split('⟧').next()).collect();
            assert_eq!(missing, Vec::<&str>::new(), "{name} in {lang}");
        }
    }
}

#[test]
fn no_english_page_speaks_russian() {
    let russian = |letter: char| matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё');
    let mut lines = vec![];
    for (name, html) in samples(Lang::En).into_iter().map(html) {
        let html = html.replace(">Русский<", "");
        let line = html.lines().find(|line| line.contains(russian));
        lines.extend(line.map(|line| format!("{name}: {line}")));
    }
    assert_eq!(lines, Vec::<String>::new());
}

#[test]
fn no_page_carries_code_or_style_inside() {
    for (name, html) in samples(Lang::Ru).into_iter().map(html) {
        for piece in [" style=", "<style", " onclick=", " onload=", "javascript:", "http://", "//cdn"] {
            assert!(!html.contains(piece), "{name} contains {piece}");
        }
        let scripts: Vec<&str> = html.split("<script").skip(1).collect();
        assert!(
            scripts.iter().all(|script| script.starts_with(" type=\"module\" src=\"/static/")
            // Data for search engines, which no browser runs.
            || script.starts_with(" type=\"application/ld+json\">")),
            "{name}"
        );
    }
}

#[test]
fn every_form_that_changes_something_carries_the_token() {
    for (name, html) in samples(Lang::Ru).into_iter().map(html) {
        for form in html.split("<form").skip(1).filter_map(|rest| rest.split("</form>").next()) {
            let changes_nothing = form.contains("method=\"get\"");
            assert!(changes_nothing != form.contains("name=\"csrf\""), "{name}: {form}");
        }
    }
}

#[test]
fn every_template_of_a_page_has_a_sample() {
    let names: Vec<String> = samples(Lang::Ru).into_iter().map(|sample| sample.name).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/pages");
    for concept in std::fs::read_dir(folder).unwrap() {
        let concept = concept.unwrap();
        for page in std::fs::read_dir(concept.path()).unwrap() {
            let file =
                page.unwrap().file_name().to_string_lossy().trim_end_matches(".html").replace('_', "-");
            let name = format!("{}-{file}", concept.file_name().to_string_lossy());
            assert!(names.iter().any(|sample| sample.starts_with(&name)), "{name} has no sample");
        }
    }
}

#[actix_web::test]
async fn every_answer_tells_the_browser_to_be_careful() {
    let app = init_service(
        App::new().wrap(from_fn(crate::headers::headers)).route("/", web::get().to(HttpResponse::Ok)),
    )
    .await;
    for path in ["/", "/nothing"] {
        let answer = call_service(&app, TestRequest::get().uri(path).to_request()).await;
        let header = |name: &str| {
            answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
        };
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'; style-src 'self';"), "{policy}");
        assert!(policy.ends_with("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "no-referrer");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin");
    }
}
