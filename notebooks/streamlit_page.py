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
judgment = pm.judge(plan)

st.title(f"{plan.account}: {plan.opportunity}")
st.image(CHARTS[chart](judgment, lang=lang).svg(), width="stretch")
st.dataframe(judgment.findings.rows(lang))
