// The lumino widgets that tabs and accordions need besides those which page.js holds.
export { Widget, Panel, PanelLayout, Layout, LayoutItem, Title } from "../page.js";
export { TabBar } from "@lumino/widgets/src/tabbar";
