"""A page that shows a plan: streamlit run notebooks/streamlit_page.py."""

import streamlit as st

import powermap as pm

CHARTS = {
    "map": pm.quadrant,
    "influence": pm.influence,
    "relationship": pm.charts.relationship,
}

chart = st.sidebar.selectbox("Chart", CHARTS, key="chart")
lang = st.sidebar.radio("Language", ["en", "zh"], key="lang")
plan = pm.northwind_plan(lang)

st.title(f"{plan.account}: {plan.opportunity}")
st.image(CHARTS[chart](plan.center, lang=lang).svg(), width="stretch")
found = pm.check(plan, lang=lang)
st.dataframe(
    [
        {"code": each.code, "finding": each.message, "next step": each.next_step}
        for each in found
    ]
)
