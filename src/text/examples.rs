//! Words inside the shipped examples: their channels and notes, which are data of a plan, in both languages.
//!
//! A plan that was made from an example keeps the words of the example. What a planner has typed is never translated.

/// Words of the examples.
pub struct Examples {
    /// As in the plan, and as shown.
    words: &'static [(&'static str, &'static str)],
}

impl Examples {
    /// What to show for a word of a plan: the word itself, unless it is one of an example's in another language.
    pub fn shown<'a>(&self, word: &'a str) -> &'a str {
        self.words.iter().find(|(plan, _)| *plan == word).map_or(word, |(_, shown)| shown)
    }
}

/// English: the plans are written in it.
pub static EN: Examples = Examples { words: &[] };

/// Simplified Chinese.
pub static ZH_CN: Examples = Examples {
    words: &[
        ("Search ads", "搜索广告"),
        ("LinkedIn ads", "领英广告"),
        ("Content/SEO", "内容与 SEO"),
        ("Webinars/events", "研讨会与活动"),
        ("Partners", "合作伙伴"),
        ("Brand campaign", "品牌投放"),
        ("Organic", "自然流量"),
        ("Organic/brand", "自然与品牌"),
        ("Referral", "客户推荐"),
        ("SDR outbound", "SDR 外呼"),
        ("Community/social", "社区与社交"),
        ("Founder outbound", "创始人外呼"),
        ("Exhibitions", "展会"),
        ("Search (Baidu/360)", "搜索（百度、360）"),
        ("WeChat/content", "微信与内容"),
        ("Dealers", "经销商"),
        ("Brand/trade press", "品牌与行业媒体"),
        ("Field prospecting", "上门拜访"),
        ("a range of ours around the measured value", "在实测值上下自设的区间"),
        ("lowered from 750k so that attainment is near the usual half", "由 75万下调，使配额完成率接近通常的一半"),
    ],
};
