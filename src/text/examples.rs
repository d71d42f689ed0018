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
        ("SDR outbound", "SDR 主动开发"),
        ("Community/social", "社区与社交"),
        ("Founder outbound", "创始人主动开发"),
        ("Exhibitions", "展会"),
        ("Search (Baidu/360)", "搜索（百度、360）"),
        ("WeChat/content", "微信与内容"),
        ("Dealers", "经销商"),
        ("Brand/trade press", "品牌与行业媒体"),
        ("Field prospecting", "上门拜访"),
        ("a range of ours around the measured value", "在实测值上下自设的区间"),
        (
            "lowered from 750k so that attainment is near the usual half",
            "由 75万下调，使配额完成率接近通常的一半",
        ),
        ("Organic search", "自然搜索"),
        ("Paid search", "付费搜索"),
        ("Social ads", "社交广告"),
        ("Origin not recorded", "来源未记录"),
        ("Direct traffic", "直接访问"),
        ("Email", "电子邮件"),
        ("Other", "其他"),
        ("Display ads", "展示广告"),
        ("Other publicity", "其他宣传"),
        (
            "first contacts 2018-01-01 to 2018-05-31, n / 151 days / 0.95 leads; spend is not in the data",
            "2018-01-01 至 2018-05-31 的首次接触，n / 151 天 / 0.95 条线索；数据中没有支出",
        ),
        (
            "first contact to won is the last stage alone; losses are not recorded",
            "首次接触到赢单全部计入最后一个阶段；数据中没有输单",
        ),
        ("n = 781, 35.6 d", "n = 781，35.6 天"),
        ("open deals: counted inflow times the time open", "在谈商机：统计到的流入量乘以停留时间"),
        ("842 deals won in the data", "数据中赢单 842 笔"),
        ("all leads are one class, scored alike", "所有线索为同一类，评分相同"),
        ("every row is an MQL; 95 % is the most a plan takes", "每一行都是 MQL；计划最多取 95%"),
        (
            "an assumed split, as certain as 781 counted wins make it",
            "拆分为假设，其把握程度以统计到的 781 笔赢单为准",
        ),
        ("the data has only MQLs and wins", "数据中只有 MQL 和赢单"),
        ("ids in the deals won in May 2018", "2018年5月赢单中出现的人员编号"),
    ],
};
