package dev.tidemark.tsbs.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Use case iot: trucks that report where they are ({@code readings}) and how they are ({@code
 * diagnostics}). One row in ten lacks something: mostly a changing field, now and then a tag.
 */
final class Iot {

    /** A type of truck with the figures that each of its rows repeats. */
    private record Model(String name, long loadCapacity, long fuelCapacity, long consumption) {}

    private static final List<Model> MODELS =
            List.of(
                    new Model("F-150", 2000, 200, 15),
                    new Model("G-2000", 5000, 300, 19),
                    new Model("H-2", 1500, 150, 12));
    private static final List<String> FLEETS = List.of("East", "West", "North", "South");
    private static final List<String> DRIVERS =
            List.of("Derek", "Rodney", "Albert", "Andy", "Seth", "Trish");
    private static final List<String> VERSIONS = List.of("v1.0", "v1.5", "v2.0", "v2.3");
    private static final int TAGS = 5;

    /** Load and fuel capacity and nominal consumption, with which both tables begin. */
    private static final int MODEL_FIELDS = 3;

    private static final int COORDINATE_SCALE = 5;
    private static final long DEGREE = 100_000;

    /** How far a truck gets from where it began, in units of 10^-5 degrees. */
    private static final long ROAMING_RANGE = DEGREE / 2;

    private static final int FUEL_TANK_STEPS = 360;
    private static final int LOAD_CHANGE_STEPS = 8;

    private final int scale;
    private final long seed;
    private final Model[] models;
    private final EntityTags tags;

    private Iot(int scale, long seed) {
        this.scale = scale;
        this.seed = seed;
        models = new Model[scale];
        tags = new EntityTags(renderTags());
    }

    static List<Measurement> measurements(int scale, long seed) {
        Iot iot = new Iot(scale, seed);
        return List.of(iot.readings(), iot.diagnostics());
    }

    private byte[][] renderTags() {
        byte[][] rendered = new byte[scale][];
        for (int truck = 0; truck < scale; truck++) {
            TagChoice choice = new TagChoice(seed, "truck", truck);
            Model model = choice.from(MODELS);
            models[truck] = model;
            String trucksTags =
                    "name=truck_"
                            + truck
                            + ",fleet="
                            + choice.from(FLEETS)
                            + ",driver="
                            + choice.from(DRIVERS)
                            + ",model="
                            + model.name()
                            + ",device_version="
                            + choice.from(VERSIONS);
            rendered[truck] = trucksTags.getBytes(StandardCharsets.US_ASCII);
        }
        return rendered;
    }

    private Measurement readings() {
        List<Field> fields =
                List.of(
                        Field.decimal("load_capacity", 0),
                        Field.decimal("fuel_capacity", 0),
                        Field.decimal("nominal_fuel_consumption", 0),
                        Field.decimal("latitude", COORDINATE_SCALE),
                        Field.decimal("longitude", COORDINATE_SCALE),
                        Field.decimal("elevation", 0),
                        Field.decimal("velocity", 0),
                        Field.decimal("heading", 0),
                        Field.decimal("grade", 0),
                        Field.decimal("fuel_consumption", 1));
        return new Measurement("readings", tags, fields, new Readings());
    }

    private Measurement diagnostics() {
        List<Field> fields =
                List.of(
                        Field.decimal("load_capacity", 0),
                        Field.decimal("fuel_capacity", 0),
                        Field.decimal("nominal_fuel_consumption", 0),
                        Field.decimal("fuel_state", 1),
                        Field.decimal("current_load", 0),
                        Field.integer("status"));
        return new Measurement("diagnostics", tags, fields, new Diagnostics());
    }

    /** What both tables have in common: figures of the model, and gaps. */
    private abstract class TruckValues implements SeriesValues {

        private final long key;
        private final long gapKey;
        private final int fields;

        TruckValues(String table, int fields) {
            key = CounterRandom.bits(seed, table.hashCode());
            gapKey = CounterRandom.bits(key, -1);
            this.fields = fields;
        }

        abstract void computeChanging(long truckKey, long step, long[] row);

        @Override
        public void compute(int truck, long step, long[] row) {
            Model model = models[truck];
            row[0] = model.loadCapacity;
            row[1] = model.fuelCapacity;
            row[2] = model.consumption;
            computeChanging(CounterRandom.bits(key, truck), step, row);
        }

        @Override
        public int leftOut(int truck, long step) {
            long truckKey = CounterRandom.bits(gapKey, truck);
            // Of a thousand rows, 94 lack a changing field, 2 a model's figure, 4 a tag.
            long draw = CounterRandom.below(truckKey, 2 * step, 1000);
            if (draw >= 100) {
                return NOTHING;
            }
            int first = draw < 4 ? fields : draw < 6 ? 0 : MODEL_FIELDS;
            int choices = draw < 4 ? TAGS : draw < 6 ? MODEL_FIELDS : fields - MODEL_FIELDS;
            return first + (int) CounterRandom.below(truckKey, 2 * step + 1, choices);
        }
    }

    private final class Readings extends TruckValues {

        Readings() {
            super("readings", 10);
        }

        @Override
        void computeChanging(long truckKey, long step, long[] row) {
            long latitude = CounterRandom.below(truckKey, -1, 89 * DEGREE);
            long longitude = CounterRandom.below(truckKey, -2, 179 * DEGREE);
            row[3] = latitude + CounterRandom.walk(truckKey, 3, step, 0, ROAMING_RANGE);
            row[4] = longitude + CounterRandom.walk(truckKey, 4, step, 0, ROAMING_RANGE);
            row[5] = CounterRandom.walk(truckKey, 5, step, 0, 500);
            row[6] = CounterRandom.walk(truckKey, 6, step, 0, 100);
            row[7] = CounterRandom.walk(truckKey, 7, step, 0, 360);
            row[8] = CounterRandom.walk(truckKey, 8, step, 0, 100);
            row[9] = CounterRandom.walk(truckKey, 9, step, 0, 500);
        }
    }

    private final class Diagnostics extends TruckValues {

        Diagnostics() {
            super("diagnostics", 6);
        }

        @Override
        void computeChanging(long truckKey, long step, long[] row) {
            long sinceRefuelled =
                    (step + CounterRandom.below(truckKey, -1, FUEL_TANK_STEPS)) % FUEL_TANK_STEPS;
            row[3] = 10 - 11 * sinceRefuelled / FUEL_TANK_STEPS;
            long load =
                    (step + CounterRandom.below(truckKey, -2, LOAD_CHANGE_STEPS))
                            / LOAD_CHANGE_STEPS;
            row[4] = CounterRandom.below(truckKey, load, row[0] + 1);
            row[5] = CounterRandom.walk(truckKey, 5, step, 0, 5);
        }
    }
}
