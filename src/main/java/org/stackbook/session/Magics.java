package org.stackbook.session;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.PathsHandler;

/** The magics that every session has, by the names that IJava and JJava gave them. */
final class Magics {

  private Magics() {}

  static void register(MagicsRegistry registry, Session session) {
    LineMagic<List<String>, BaseKernel> classPath = (kernel, args) -> addToClassPath(session, args);
    registry.registerLineMagic("classpath", classPath);
    registry.registerLineMagic("jars", classPath);
    LineMagic<List<String>, BaseKernel> list =
        (kernel, args) -> {
          TreeSet<String> names = new TreeSet<>();
          registry.getLineMagicNames().forEach(name -> names.add("%" + name));
          registry.getCellMagicNames().forEach(name -> names.add("%%" + name));
          System.out.println(String.join("  ", names));
          return List.copyOf(names);
        };
    registry.registerLineMagic("lsmagic", list);
  }

  private static List<String> addToClassPath(Session session, List<String> args) {
    List<Path> added =
        args.stream().flatMap(arg -> PathsHandler.splitAndResolveGlobs(arg).stream()).toList();
    session.addToClassPath(added);
    return added.stream().map(Path::toString).toList();
  }
}
