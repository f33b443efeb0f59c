package org.stackbook.session;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.InternalException;

/**
 * Holds the classes that JShell compiles from snippets, woven, in one class loader for all of them.
 */
final class SnippetLoader implements LoaderDelegate {

  private static final byte[] DEFINED = {};

  private final Map<String, byte[]> compiled = new ConcurrentHashMap<>();
  private final Loader loader;

  SnippetLoader(ClassLoader parent) {
    this.loader = new Loader(parent);
  }

  ClassLoader classLoader() {
    return loader;
  }

  /** Whether a class was compiled from a snippet; to be asked from any thread. */
  boolean holds(String className) {
    return compiled.containsKey(className);
  }

  @Override
  @SuppressWarnings("ReturnValueIgnored") // asking for the methods links the class
  public void load(ClassBytecodes[] classes) throws ClassInstallException {
    // All are known before the first is loaded: they may refer to each other.
    for (ClassBytecodes each : classes) {
      compiled.put(each.name(), SnippetWeaver.weave(each.bytecodes()));
    }
    boolean[] installed = new boolean[classes.length];
    for (int i = 0; i < classes.length; i++) {
      try {
        Class<?> loaded = loader.loadClass(classes[i].name());
        // Linking here makes JShell, not the running cell, see a class that does not fit.
        loaded.getDeclaredMethods();
        installed[i] = true;
      } catch (ClassNotFoundException | LinkageError e) {
        throw new ClassInstallException("load: " + e, installed);
      }
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    // The classes of snippets are never redefined: the execution control has no means for it.
  }

  @Override
  public void addToClasspath(String path) throws InternalException {
    for (String entry : path.split(File.pathSeparator, -1)) {
      if (entry.isBlank()) {
        continue;
      }
      try {
        loader.addURL(Path.of(entry).toUri().toURL());
      } catch (MalformedURLException e) {
        throw new InternalException(e.toString());
      }
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return Class.forName(name, false, loader);
  }

  private final class Loader extends URLClassLoader {

    Loader(ClassLoader parent) {
      super("cells", new URL[0], parent);
    }

    @Override
    protected void addURL(URL url) {
      super.addURL(url);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      byte[] bytes = compiled.get(name);
      if (bytes == null) {
        return super.findClass(name);
      }
      Class<?> defined = defineClass(name, bytes, 0, bytes.length);
      compiled.put(name, DEFINED); // what it was made of is of no more use
      return defined;
    }
  }
}
