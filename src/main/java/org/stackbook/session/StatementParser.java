package org.stackbook.session;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Parses snippets as what they would be inside of a method. Many at a time: most of the work is to
 * begin.
 */
final class StatementParser {

  private static final String BEFORE = "class C { Object m() throws Throwable { ";
  private static final String AFTER = "\n} }";

  private StatementParser() {}

  /**
   * A snippet as the parser sees it.
   *
   * @param unit a file of its own
   * @param statements what it consists of; empty if it is more or less than the inside of a method
   * @param errors codes of the compiler, such as {@code compiler.err.expected}
   */
  record Parsed(
      CompilationUnitTree unit,
      SourcePositions positions,
      List<? extends StatementTree> statements,
      List<String> errors) {

    /** Where a tree begins in the snippet. */
    int start(Tree tree) {
      return (int) positions.getStartPosition(unit, tree) - BEFORE.length();
    }
  }

  /** Parses each snippet by itself. */
  static List<Parsed> parse(List<String> snippets) {
    Map<JavaFileObject, List<String>> errors = new HashMap<>();
    List<Wrapped> files = new ArrayList<>();
    for (String snippet : snippets) {
      Wrapped file = new Wrapped(files.size(), snippet);
      files.add(file);
      errors.put(file, new ArrayList<>());
    }
    JavacTask task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(
                    null,
                    null,
                    told -> {
                      List<String> ofFile = errors.get(told.getSource());
                      if (ofFile != null && told.getKind() == Diagnostic.Kind.ERROR) {
                        ofFile.add(told.getCode());
                      }
                    },
                    List.of("-proc:none", "-Xmaxerrs", "1000000"),
                    null,
                    files);
    SourcePositions positions = Trees.instance(task).getSourcePositions();
    List<Parsed> parsed = new ArrayList<>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        List<String> ofUnit = errors.getOrDefault(unit.getSourceFile(), List.of());
        parsed.add(new Parsed(unit, positions, statements(unit), ofUnit));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parsed;
  }

  private static List<? extends StatementTree> statements(CompilationUnitTree unit) {
    if (unit.getTypeDecls().size() == 1
        && unit.getTypeDecls().get(0) instanceof ClassTree type
        && type.getMembers().size() == 1
        && type.getMembers().get(0) instanceof MethodTree method) {
      BlockTree body = method.getBody();
      return body == null ? List.of() : body.getStatements();
    }
    return List.of();
  }

  private static final class Wrapped extends SimpleJavaFileObject {
    private final String code;

    Wrapped(int number, String snippet) {
      super(URI.create("string:///" + number + "/C.java"), JavaFileObject.Kind.SOURCE);
      this.code = BEFORE + snippet + AFTER;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
