package dev.tidemark.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

/** Rules that modules cannot express, for all of them. */
final class ArchitectureTest {
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.tidemark");

    @Test
    void theVectorApiStaysInKernels() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..kernel")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .check(CLASSES);
    }

    @Test
    void nettyStaysInNetworkPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.tidemark.ingest.auth..",
                        "dev.tidemark.ingest.tcp..",
                        "dev.tidemark.pgwire..",
                        "dev.tidemark.server.admin..",
                        "dev.tidemark.server.http..",
                        "dev.tidemark.server.security..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(CLASSES);
    }

    @Test
    void packagesFormNoCircles() {
        slices().assignedFrom(new EachPackage()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void arenasAndNativeCallsStayInOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tidemark.core.memory")
                .should()
                .callMethodWhere(
                        DescribedPredicate.describe(
                                "creates an arena, links native code or re-interprets memory",
                                call -> {
                                    JavaClass owner = call.getTargetOwner();
                                    String name = call.getName();
                                    return (owner.isEquivalentTo(Arena.class)
                                                    && name.startsWith("of"))
                                            || owner.isEquivalentTo(Linker.class)
                                            || (owner.isEquivalentTo(MemorySegment.class)
                                                    && name.equals("reinterpret"));
                                }))
                .check(CLASSES);
    }

    /** Makes a slice of every package. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }

    @Test
    void onlyTheCommandLineEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.tidemark.server.cli")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .check(CLASSES);
    }

    @Test
    void noUnsafeMemory() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("sun..", "jdk.internal..")
                .check(CLASSES);
    }
}
