package org.stackbook.kernel;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellOutput;
import org.stackbook.view.MimeBundle;

/** Publishes the output of one execution. */
final class PublishedOutput implements CellOutput {

  private final IoPub iopub;
  private final JsonObject parentHeader;
  private final List<MimeBundle> pages = new CopyOnWriteArrayList<>();

  PublishedOutput(IoPub iopub, JsonObject parentHeader) {
    this.iopub = iopub;
    this.parentHeader = parentHeader;
  }

  @Override
  public void stream(Stream stream, String text) {
    iopub.stream(parentHeader, stream == Stream.STDOUT ? "stdout" : "stderr", text);
  }

  @Override
  public void display(MimeBundle shown, @Nullable String id, boolean update) {
    JsonObject transients = new JsonObject();
    if (id != null) {
      transients.addProperty("display_id", id);
    }
    JsonObject content = Replies.withBundle(new JsonObject(), shown);
    content.add("transient", transients);
    iopub.publish(parentHeader, update ? "update_display_data" : "display_data", content);
  }

  @Override
  public void page(MimeBundle shown) {
    pages.add(shown);
  }

  /** What the reply is to show in the pager of the page. */
  List<MimeBundle> pages() {
    return List.copyOf(pages);
  }

  @Override
  public void clear(boolean wait) {
    JsonObject content = new JsonObject();
    content.addProperty("wait", wait);
    iopub.publish(parentHeader, "clear_output", content);
  }
}
