//! What follows the answers when they change: drawn in a turn of its own, so that no turn is long and input in between is heard.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

/// What [`Later`] needs.
#[derive(Properties)]
pub struct LaterProps {
    /// What is drawn.
    pub children: Html,
}

impl PartialEq for LaterProps {
    /// Whether two drawings are the same only drawing them tells.
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// Draws its children at once when it comes, and what they become in the next turn; of several changes before that the last.
pub struct Later {
    drawn: Html,
    turn: Option<Timeout>,
}

impl Component for Later {
    type Message = ();
    type Properties = LaterProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self { drawn: ctx.props().children.clone(), turn: None }
    }

    fn changed(&mut self, ctx: &Context<Self>, _: &LaterProps) -> bool {
        let link = ctx.link().clone();
        self.turn.get_or_insert_with(|| Timeout::new(0, move || link.send_message(())));
        false
    }

    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        self.turn = None;
        self.drawn = ctx.props().children.clone();
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        self.drawn.clone()
    }
}
