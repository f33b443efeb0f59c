package org.stackbook.docs;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Parses Java source with its doc comments. It compiles nothing and needs no class path. */
final class SourceParser {

  private SourceParser() {}

  /** Source as the parser sees it, and what reads the doc comments in it. */
  record Parsed(CompilationUnitTree unit, DocTrees docs) {}

  /**
   * Parses one file.
   *
   * @param source its text
   * @return empty if there is no compiler, as in a JRE
   */
  static Optional<Parsed> parse(String source) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      return Optional.empty();
    }
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                Writer.nullWriter(),
                null,
                problem -> {},
                List.of("-proc:none"),
                null,
                List.of(file));
    return Optional.of(new Parsed(task.parse().iterator().next(), DocTrees.instance(task)));
  }
}
