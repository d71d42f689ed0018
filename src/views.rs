//! The panels of the page, one file each: pure functions of the plan, one result and the view.

pub mod assumptions;
pub mod changed;
pub mod compare;
pub mod examples;
pub mod footer;
pub mod forecast;
pub mod funnel;
pub mod glossary;
pub mod headline;
pub mod hints;
pub mod kpis;
pub mod levers;
pub mod memo;
pub mod notices;
pub mod origin;
pub mod palette;
pub mod plain_bar;
pub mod present;
pub mod prices;
pub mod scenarios;
pub mod share;
pub mod tables;
pub mod timeline;
pub mod top_bar;
