//! A drawing of the page as a file of its own: SVG with its colours in it, or PNG.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, CanvasRenderingContext2d, CssStyleDeclaration, Document, Element, HtmlCanvasElement,
    HtmlImageElement, XmlSerializer,
};

/// What the page's style sheet gives to shapes, and what each is where nothing is said.
const LOOKS: &[(&str, &str)] = &[
    ("fill", ""),
    ("fill-opacity", "1"),
    ("opacity", "1"),
    ("stroke", "none"),
    ("stroke-dasharray", "none"),
    ("stroke-linecap", "butt"),
    ("stroke-linejoin", "miter"),
    ("stroke-opacity", "1"),
    ("stroke-width", "1px"),
    ("paint-order", "normal"),
    ("shape-rendering", "auto"),
];
/// What it gives to texts besides.
const TEXT_LOOKS: &[(&str, &str)] =
    &[("font-family", ""), ("font-size", ""), ("font-weight", "400"), ("text-anchor", "start")];
/// Room around a drawing, px.
const EDGE: f64 = 20.0;
/// Room for the title over it, px.
const TITLE: f64 = 30.0;
/// Pixels of a PNG for each of the drawing.
const SHARPNESS: f64 = 2.0;

/// A drawing as text, with its size in px.
pub struct Picture {
    svg: String,
    size: (f64, f64),
}

/// The drawing that a selector finds, under a title.
pub fn picture(selector: &str, title: &str) -> Result<Picture, JsValue> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let drawn = document.query_selector(selector)?.ok_or(JsValue::NULL)?;
    let edge = drawn.get_bounding_client_rect();
    let size = (edge.width() + 2.0 * EDGE, edge.height() + TITLE + 2.0 * EDGE);
    let copy: Element = drawn.clone_node_with_deep(true)?.unchecked_into();
    carry_looks(&drawn, &copy)?;
    let root = document.create_element_ns(Some("http://www.w3.org/2000/svg"), "svg")?;
    for (name, value) in [("width", size.0), ("height", size.1)] {
        root.set_attribute(name, &value.to_string())?;
    }
    root.set_attribute("viewBox", &format!("0 0 {} {}", size.0, size.1))?;
    let ink = |place: &Element, name| look(place).and_then(|look| look.get_property_value(name));
    let body: Element = document.body().ok_or(JsValue::NULL)?.unchecked_into();
    let sheet = document.query_selector("main")?.unwrap_or_else(|| body.clone());
    let ground = shape(
        &document,
        "rect",
        &[("width", "100%"), ("height", "100%"), ("fill", &ink(&sheet, "background-color")?)],
    )?;
    let head = shape(
        &document,
        "text",
        &[
            ("x", &EDGE.to_string()),
            ("y", &(EDGE + 14.0).to_string()),
            ("fill", &ink(&body, "color")?),
            ("font-family", &ink(&body, "font-family")?),
            ("font-size", "15"),
            ("font-weight", "600"),
        ],
    )?;
    head.set_text_content(Some(title));
    copy.set_attribute("x", &EDGE.to_string())?;
    copy.set_attribute("y", &(EDGE + TITLE).to_string())?;
    copy.set_attribute("overflow", "visible")?;
    root.append_child(&ground)?;
    if let Some(patterns) = document.query_selector(".chart-defs defs")? {
        let copy: Element = patterns.clone_node_with_deep(true)?.unchecked_into();
        carry_looks(&patterns, &copy)?;
        root.append_child(&copy)?;
    }
    root.append_child(&head)?;
    root.append_child(&copy)?;
    Ok(Picture { svg: XmlSerializer::new()?.serialize_to_string(&root)?, size })
}

fn shape(document: &Document, tag: &str, attributes: &[(&str, &str)]) -> Result<Element, JsValue> {
    let element = document.create_element_ns(Some("http://www.w3.org/2000/svg"), tag)?;
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    Ok(element)
}

fn look(place: &Element) -> Result<CssStyleDeclaration, JsValue> {
    web_sys::window().ok_or(JsValue::NULL)?.get_computed_style(place)?.ok_or(JsValue::NULL)
}

/// Writes what the style sheet says into the shapes themselves. The crosshair is no part of the drawing.
fn carry_looks(drawn: &Element, copy: &Element) -> Result<(), JsValue> {
    let (from, to) = (drawn.query_selector_all("*")?, copy.query_selector_all("*")?);
    for index in 0..from.length().min(to.length()) {
        let (Some(from), Some(to)) = (from.get(index), to.get(index)) else { continue };
        let (from, to): (Element, Element) = (from.unchecked_into(), to.unchecked_into());
        let tag = from.tag_name();
        let look = look(&from)?;
        let is_shape = !matches!(tag.as_str(), "g" | "pattern" | "defs");
        let text_looks = if tag == "text" || tag == "tspan" { TEXT_LOOKS } else { &[] };
        for (name, usual) in LOOKS.iter().chain(text_looks).filter(|_| is_shape) {
            let value = look.get_property_value(name)?;
            if value.contains("url(") {
                // A fill by a pattern is named in the shape already.
            } else if value == *usual {
                to.remove_attribute(name)?;
            } else {
                to.set_attribute(name, &value)?;
            }
        }
    }
    let aside = copy.query_selector_all(".cross, .fading")?;
    for index in (0..aside.length()).rev() {
        if let Some(node) = aside.get(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            node.remove();
        }
    }
    let classed = copy.query_selector_all("[class]")?;
    for index in 0..classed.length() {
        if let Some(node) = classed.get(index).and_then(|node| node.dyn_into::<Element>().ok()) {
            node.remove_attribute("class")?;
        }
    }
    copy.remove_attribute("class")
}

impl Picture {
    /// The drawing as a file.
    pub fn svg(&self) -> &str {
        &self.svg
    }

    /// The drawing in pixels, two for each of the page.
    pub async fn png(&self) -> Result<Blob, JsValue> {
        let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
        let image = HtmlImageElement::new()?;
        let encoded = js_sys::encode_uri_component(&self.svg);
        image.set_src(&format!("data:image/svg+xml;charset=utf-8,{}", String::from(encoded)));
        JsFuture::from(image.decode()).await?;
        let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
        let (width, height) = (self.size.0 * SHARPNESS, self.size.1 * SHARPNESS);
        canvas.set_width(width.round() as u32);
        canvas.set_height(height.round() as u32);
        let pen: CanvasRenderingContext2d = canvas.get_context("2d")?.ok_or(JsValue::NULL)?.unchecked_into();
        pen.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
        let made = js_sys::Promise::new(&mut |resolve, _| {
            let told = Closure::once_into_js(move |blob: JsValue| {
                // The promise takes any value.
                let _ = resolve.call1(&JsValue::NULL, &blob);
            });
            // A canvas that cannot be read answers with nothing.
            let _ = canvas.to_blob(told.unchecked_ref());
        });
        JsFuture::from(made).await?.dyn_into()
    }
}
