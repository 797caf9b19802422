// The plain widgets that @jupyter-widgets/base stands on, taken from the package's sources one by one.
export { Widget } from "@lumino/widgets/src/widget";
export { Layout, LayoutItem } from "@lumino/widgets/src/layout";
export { PanelLayout } from "@lumino/widgets/src/panellayout";
export { Panel } from "@lumino/widgets/src/panel";
export { Title } from "@lumino/widgets/src/title";
