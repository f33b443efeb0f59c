package org.stackbook.trace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.word.FileNames;

/** A file of requests, in a format that was said or found out. */
final class TraceFile implements Origin {

  private final Path file;
  private final String name;
  private final long size;
  private final TraceFormat format;
  private final TraceBytes.Packing packing;
  private final TraceFormat.Opener opener;
  private final String says;
  private final boolean timed;
  private final boolean keepGoing;

  private TraceFile(Path file, long size, Head head, TraceOptions options) {
    this.file = file;
    this.name = String.valueOf(file.getFileName());
    this.size = size;
    this.format = options.format().orElseGet(() -> find(head, options));
    this.packing = head.packing();
    this.opener = format.opener(head, options);
    this.says = format.says(head, options);
    this.timed = format.hasTimes(head, options);
    this.keepGoing = options.goesOn();
  }

  /**
   * Looks at the head of a file.
   *
   * @throws Refusal if there is no such file, it is empty or damaged, or nothing reads it
   */
  static TraceFile of(String path, TraceOptions options) {
    String given = "trace(\"" + path + "\")";
    try {
      Path file = Path.of(path);
      if (!Files.exists(file)) {
        throw new NoSuchFileException(path);
      }
      if (!Files.isRegularFile(file)) {
        throw Refusal.of(given, "this is not a file")
            .wayOut("name one of the files in it, or join them first")
            .asException();
      }
      Head head = Head.of(file);
      if (head.empty()) {
        throw Refusal.of(given, "the file is empty").wayOut("look at the path").asException();
      }
      return new TraceFile(file, Files.size(file), head, options);
    } catch (NoSuchFileException | InvalidPathException e) {
      throw Refusal.of(given, "no such file")
          .nearest(path, FileNames.startingWith(path.substring(0, path.lastIndexOf('/') + 1)))
          .wayOut("look at the path; relative ones begin at " + Path.of("").toAbsolutePath())
          .cause(e)
          .asException();
    } catch (IOException e) {
      throw Refusal.of(given, "the file cannot be read: " + e.getMessage())
          .wayOut("look at how it was compressed and copied")
          .cause(e)
          .asException();
    }
  }

  private static TraceFormat find(Head head, TraceOptions options) {
    if (options.anyColumns()) {
      return new CsvFormat();
    }
    return TraceFormats.of(head)
        .orElseThrow(
            () ->
                Refusal.of("trace(…)", "the first bytes are of no format that is known")
                    .wayOut("say format(\"…\"), one of " + String.join(", ", TraceFormats.names()))
                    .asException());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String says() {
    return says
        + switch (packing) {
          case PLAIN -> "";
          case GZIP -> "; gzip";
          case ZSTD -> "; zstd";
        };
  }

  @Override
  public boolean hasAddresses() {
    return format.hasAddresses();
  }

  @Override
  public boolean hasTimes() {
    return timed;
  }

  @Override
  public Tally tally() {
    return new Tally(name, keepGoing, size);
  }

  @Override
  public Decoder open(Tally tally, Tenants tenants) throws IOException {
    return opener.open(TraceBytes.open(file), tally, tenants);
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(Figure.given("file", Bytes.of(size, unitOf(size)), file.toString()));
  }

  private static ByteUnit unitOf(long bytes) {
    if (bytes < 1_000_000) {
      return bytes < 1_000 ? ByteUnit.B : ByteUnit.KB;
    }
    return bytes < 1_000_000_000 ? ByteUnit.MB : ByteUnit.GB;
  }
}
