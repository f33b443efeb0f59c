package org.stackbook.session.magic;

import eu.maveniverse.maven.mima.context.Context;
import eu.maveniverse.maven.mima.context.ContextOverrides;
import eu.maveniverse.maven.mima.context.Runtimes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.maven.settings.Settings;
import org.eclipse.aether.AbstractRepositoryListener;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositoryEvent;
import org.eclipse.aether.RepositoryException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactDescriptorRequest;
import org.eclipse.aether.resolution.ArtifactDescriptorResult;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.VersionRangeRequest;
import org.eclipse.aether.resolution.VersionRangeResolutionException;
import org.eclipse.aether.util.artifact.JavaScopes;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.SimpleArtifactDescriptorPolicy;
import org.stackbook.error.Refusal;

/** One question to Maven's own resolver, by the user's settings. The only one who knows it. */
final class MavenSession implements AutoCloseable {

  private static final Pattern COORDINATE =
      Pattern.compile("[\\w.\\-]+(?::[\\w.\\-]+){1,3}:[\\w.\\-+\\[\\](),]+");

  /** A server that says nothing for so long is not there. */
  private static final int CONNECT_MILLIS = 10_000;

  private static final int SILENCE_MILLIS = 60_000;

  private final String given;
  private final Context context;
  private final RepositorySystem system;
  private final DefaultRepositorySystemSession session;
  private final List<RemoteRepository> repositories;

  private MavenSession(String given, Context context, boolean offline, DownloadProgress progress) {
    this.given = given;
    this.context = context;
    this.system = context.repositorySystem();
    this.session = new DefaultRepositorySystemSession(context.repositorySystemSession());
    this.repositories = context.remoteRepositories();
    session.setOffline(offline);
    session.setTransferListener(new Transfers(progress));
    session.setRepositoryListener(new Warnings());
    configure("aether.connector.connectTimeout", CONNECT_MILLIS);
    configure("aether.connector.requestTimeout", SILENCE_MILLIS);
  }

  private void configure(String key, Object value) {
    if (!session.getConfigProperties().containsKey(key)) {
      session.setConfigProperty(key, value);
    }
  }

  /**
   * @throws Refusal if the settings cannot be read
   */
  static MavenSession open(
      String given, MavenOptions options, List<Maven.Repository> named, DownloadProgress progress) {
    Settings settings = MavenSettings.read(given, options.settings);
    List<RemoteRepository> repositories =
        new ArrayList<>(ContextOverrides.DEFAULT_REMOTE_REPOSITORIES);
    for (Maven.Repository each : named) {
      repositories.removeIf(known -> known.getId().equals(each.id()));
      repositories.add(new RemoteRepository.Builder(each.id(), "default", each.url()).build());
    }
    Context context =
        Runtimes.INSTANCE
            .getRuntime()
            .create(
                ContextOverrides.create()
                    .withUserSettings(true)
                    .withEffectiveSettings(settings)
                    .repositories(repositories)
                    .build());
    return new MavenSession(given, context, options.offline || settings.isOffline(), progress);
  }

  /**
   * @throws Refusal if one is not written as an artifact is, or not found
   */
  List<Path> resolve(List<String> coordinates) {
    CollectRequest request = new CollectRequest();
    for (String coordinate : coordinates) {
      request.addDependency(new Dependency(artifact(coordinate), JavaScopes.RUNTIME));
    }
    return resolve(request.setRepositories(repositories));
  }

  private static Artifact artifact(String coordinate) {
    if (!COORDINATE.matcher(coordinate).matches()) {
      throw Refusal.of("%maven " + coordinate, "an artifact is written group:artifact:version")
          .wayOut("write it as org.apache.commons:commons-math3:3.6.1")
          .asException();
    }
    return new DefaultArtifact(coordinate);
  }

  /**
   * @throws Refusal if the POM is broken, or what it names is not found
   */
  List<Path> resolvePom(Path pom) {
    // The resolver reads POMs of artifacts only: the file stands in for one.
    Artifact standIn = new DefaultArtifact("org.stackbook", "pom-of-the-notebook", "pom", "1");
    DefaultRepositorySystemSession strict =
        new DefaultRepositorySystemSession(session)
            .setWorkspaceReader(new OnePom(standIn, pom.toAbsolutePath().toFile()))
            .setArtifactDescriptorPolicy(new SimpleArtifactDescriptorPolicy(false, false));
    ArtifactDescriptorResult read;
    try {
      read =
          system.readArtifactDescriptor(
              strict, new ArtifactDescriptorRequest(standIn, repositories, ""));
    } catch (RepositoryException e) {
      throw complaint(e);
    }
    List<RemoteRepository> all = new ArrayList<>(repositories);
    all.addAll(system.newResolutionRepositories(session, read.getRepositories()));
    return resolve(
        new CollectRequest()
            .setDependencies(read.getDependencies())
            .setManagedDependencies(read.getManagedDependencies())
            .setRepositories(all));
  }

  private List<Path> resolve(CollectRequest request) {
    try {
      return system
          .resolveDependencies(
              session,
              new DependencyRequest(
                  request, DependencyFilterUtils.classpathFilter(JavaScopes.RUNTIME)))
          .getArtifactResults()
          .stream()
          .map(ArtifactResult::getArtifact)
          .filter(Objects::nonNull)
          .map(artifact -> artifact.getFile().toPath())
          .distinct()
          .toList();
    } catch (RepositoryException e) {
      throw complaint(e);
    }
  }

  private Refusal complaint(RepositoryException e) {
    return new MavenComplaint(given, session.isOffline(), localRepository(), this::versions)
        .about(e);
  }

  private Path localRepository() {
    return session.getLocalRepository().getBasedir().toPath();
  }

  /** The versions that are known of an artifact, the oldest first. */
  private List<String> versions(Artifact artifact) {
    Artifact all =
        new DefaultArtifact(
            artifact.getGroupId(), artifact.getArtifactId(), artifact.getExtension(), "[0,)");
    try {
      return system
          .resolveVersionRange(session, new VersionRangeRequest(all, repositories, ""))
          .getVersions()
          .stream()
          .map(Object::toString)
          .toList();
    } catch (VersionRangeResolutionException e) {
      return List.of();
    }
  }

  /** Cuts off what still runs, too. */
  @Override
  public void close() {
    context.close();
  }

  private static final class Warnings extends AbstractRepositoryListener {
    @Override
    public void artifactDescriptorInvalid(RepositoryEvent event) {
      System.err.println(
          "The POM of " + event.getArtifact() + " is broken; what it needs is not known.");
    }
  }
}
