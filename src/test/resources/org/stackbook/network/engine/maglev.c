/*
 * The other side of .ci/compare-maglev: fills the table of the Maglev paper, looks up hashes in it, and prints the sum of what
 * it found and the nanoseconds of one lookup, a name and a number on each line.
 *
 *   cc -O3 -o maglev maglev.c && ./maglev SLOTS MEMBERS HASHES ROUNDS
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TURNS 20
#define VIP 0xCB00710Au
#define VIP_PORT 443
#define PROTOCOL 6
#define SEED 42

static uint64_t mixed(uint64_t number) {
  uint64_t z = number + 0x9E3779B97F4A7C15u;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
  return z ^ (z >> 31);
}

static void fill(int16_t *table, int slots, int members) {
  int *at = malloc(members * sizeof *at), *skip = malloc(members * sizeof *skip);
  for (int slot = 0; slot < slots; slot++) table[slot] = -1;
  for (int i = 0; i < members; i++) {
    uint64_t name = mixed(i);
    at[i] = (mixed(name) >> 1) % slots;
    skip[i] = (mixed(~name) >> 1) % (slots - 1) + 1;
  }
  for (int filled = 0; filled < slots; filled++) {
    int i = filled % members;
    while (table[at[i]] >= 0) at[i] = (at[i] + skip[i]) % slots;
    table[at[i]] = i;
  }
  free(at);
  free(skip);
}

static uint64_t five_tuple(uint32_t source, uint32_t port) {
  uint64_t addresses = ((uint64_t)source << 32) + VIP;
  uint64_t rest = ((((uint64_t)port << 16) + VIP_PORT) << 8) + PROTOCOL;
  return mixed(mixed(mixed(SEED) ^ addresses) ^ rest);
}

static inline uint64_t slot(uint64_t hash, uint64_t slots) {
  return (uint64_t)(((unsigned __int128)(hash >> 1) * (slots << 1)) >> 64);
}

__attribute__((noinline)) static void look_up(
    const int16_t *table, int slots, const uint64_t *hashes, int32_t *chosen, int count) {
  for (int i = 0; i < count; i++) chosen[i] = table[slot(hashes[i], slots)];
}

__attribute__((noinline)) static void hash_and_look_up(
    const int16_t *table, int slots, const int32_t *source, const uint16_t *port, int32_t *chosen, int count) {
  for (int i = 0; i < count; i++) chosen[i] = table[slot(five_tuple(source[i], port[i]), slots)];
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static void print(const char *name, const int32_t *chosen, int count, double nanos) {
  int64_t sum = 0;
  for (int i = 0; i < count; i++) sum += (int64_t)chosen[i] * (i + 1);
  printf("%s sum\t%lld\n%s nanos\t%.4f\n", name, (long long)sum, name, nanos);
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  int slots = atoi(argv[1]), members = atoi(argv[2]), count = atoi(argv[3]), rounds = atoi(argv[4]);
  int16_t *table = malloc(slots * sizeof *table);
  uint64_t *hashes = malloc(count * sizeof *hashes);
  int32_t *source = malloc(count * sizeof *source), *chosen = malloc(count * sizeof *chosen);
  uint16_t *port = malloc(count * sizeof *port);
  fill(table, slots, members);
  for (int i = 0; i < count; i++) {
    hashes[i] = mixed(SEED + (uint64_t)i);
    source[i] = (int32_t)hashes[i];
    port[i] = hashes[i] >> 48;
  }
  double looked = 1e18, hashed = 1e18;
  for (int turn = 0; turn < TURNS; turn++) {
    double start = now();
    for (int r = 0; r < rounds; r++) look_up(table, slots, hashes, chosen, count);
    double nanos = (now() - start) / rounds / count;
    looked = nanos < looked ? nanos : looked;
  }
  print("lookup", chosen, count, looked);
  for (int turn = 0; turn < TURNS; turn++) {
    double start = now();
    for (int r = 0; r < rounds; r++) hash_and_look_up(table, slots, source, port, chosen, count);
    double nanos = (now() - start) / rounds / count;
    hashed = nanos < hashed ? nanos : hashed;
  }
  print("hash and lookup", chosen, count, hashed);
  return 0;
}
