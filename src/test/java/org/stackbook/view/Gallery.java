package org.stackbook.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;

/** Writes everything that has a look to a folder, to be looked at. */
final class Gallery {

  private Gallery() {}

  /**
   * @param args the folder
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Result eight = Samples.capacity(8);
    Refusal refusal =
        Refusal.of("fail(\"n33\")", "no such server. Servers are n1..n8")
            .nearest("n33", List.of("n1", "n2", "n3"))
            .source("Plan volumes in Storage Spaces Direct")
            .wayOut("name one of the stamp's servers")
            .asException();
    Document document =
        Document.of("Oslo: what fits")
            .add("Eight servers, ten drives of 8 TB each.\nSecond line of the text.")
            .add(eight)
            .add(Samples.capacity(16))
            .add(eight.compareTo(Samples.capacity(7)))
            .add(() -> Views.of(Samples.slabs()).orElseThrow())
            .add(() -> Views.of(Samples.repair()).orElseThrow())
            .add(() -> Views.of(Samples.request()).orElseThrow())
            .add(() -> Views.of(Samples.sequence(9, 30, 4)).orElseThrow())
            .add(() -> Views.of(Samples.sequence(3, 6, 2)).orElseThrow())
            .add(eight.why("usable"))
            .add(() -> Views.of(refusal).orElseThrow())
            .footer("Stackbook 0.1.0, build 1802");
    document.html(folder.resolve("page.html"));
    String bare = document.toHtml().replaceAll("(?s)<style>.*?</style>", "");
    Files.writeString(folder.resolve("bare.html"), bare);
    Files.writeString(
        folder.resolve("dark.html"),
        document.toHtml().replace("prefers-color-scheme: dark", "min-width: 1px"));
    Files.writeString(folder.resolve("fragment.html"), String.valueOf(eight.show().html()));
    Files.writeString(folder.resolve("capacity.svg"), eight.svg());
    Files.writeString(folder.resolve("request.svg"), Charts.svg(Samples.request(), Theme.DARK));
    Figure<?> usable = eight.why("usable").figure();
    Files.writeString(
        folder.resolve("text.txt"),
        eight
            + "\n"
            + eight.compareTo(Samples.capacity(7))
            + "\n"
            + eight.why("usable")
            + "\n\n"
            + Views.of(refusal).orElseThrow().text()
            + "\n"
            + usable);
    eight.csv(folder.resolve("capacity.csv"));
    Files.writeString(folder.resolve("capacity.json"), eight.json());
  }
}
