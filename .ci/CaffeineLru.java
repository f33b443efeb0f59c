import com.github.benmanes.caffeine.cache.simulator.admission.Admission;
import com.github.benmanes.caffeine.cache.simulator.policy.AccessEvent;
import com.github.benmanes.caffeine.cache.simulator.policy.linked.LinkedPolicy;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;

/**
 * Caffeine's side of compare-caffeine: replays a trace in the LRU policy of its simulator, which is
 * driven directly, without the actors and the report around it.
 */
final class CaffeineLru {

  private static final int RECORD = 24;
  private static final int ID = 4;

  private CaffeineLru() {}

  /** Takes an oracleGeneral file and the size of the cache. */
  public static void main(String[] args) throws IOException {
    Config config =
        ConfigFactory.parseString("maximum-size=" + Long.parseLong(args[1]))
            .withFallback(ConfigFactory.load().getConfig("caffeine.simulator"));
    LinkedPolicy lru =
        new LinkedPolicy(config, Set.of(), Admission.ALWAYS, LinkedPolicy.EvictionPolicy.LRU);
    ByteBuffer records =
        ByteBuffer.allocateDirect(RECORD * 8192).order(ByteOrder.LITTLE_ENDIAN);
    long requests = 0;
    try (FileChannel file = FileChannel.open(Path.of(args[0]))) {
      while (file.read(records) >= 0) {
        records.flip();
        int at = 0;
        for (; at + RECORD <= records.limit(); at += RECORD) {
          lru.record(AccessEvent.forKey(records.getLong(at + ID)));
          requests++;
        }
        records.position(at).compact();
      }
    }
    lru.finished();
    System.out.println("requests\t" + requests);
    System.out.println("hits\t" + lru.stats().hitCount());
  }
}
