//! The panels of the page, one file each: pure functions of the plan, one result and the view.

pub mod changed;
pub mod compare;
pub mod examples;
pub mod footer;
pub mod forecast;
pub mod funnel;
pub mod headline;
pub mod kpis;
pub mod levers;
pub mod notices;
pub mod scenarios;
pub mod share;
pub mod timeline;
pub mod top_bar;
