import "./app.css";
import "htmx.org";
import "./elements/board-lanes";
import "./elements/command-palette";
import "./elements/drop-menu";
import "./elements/file-drop";
import { settleDrafts } from "./elements/form-draft";
import "./elements/list-keys";
import { resumeWork } from "./elements/live-progress";
import "./elements/theme-choice";
import "./elements/undo-notice";
import "./elements/wedge-guard";
import { watchLayers } from "./page/layers";
import { watchRequests } from "./page/requests";

watchRequests();
watchLayers();
settleDrafts();
resumeWork();
