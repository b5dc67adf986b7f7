plugins {
    kotlin("jvm") version "2.4.21"
    application
}

// tag::dependencies[]
repositories {
    mavenLocal() // saigon, until it is released
    mavenCentral()
}

dependencies {
    implementation(platform("io.saigon:saigon-bom:0.1.0-SNAPSHOT"))
    testImplementation(platform("io.saigon:saigon-bom:0.1.0-SNAPSHOT"))
    implementation("io.saigon:saigon-kotlin")
    implementation("io.saigon:saigon-cognito")
    implementation("io.saigon:saigon-rest-vertx")
    implementation("io.saigon:saigon-vault")
    implementation("io.saigon:saigon-storage")
    implementation("io.vertx:vertx-lang-kotlin-coroutines")
    implementation("com.fasterxml.jackson.module:jackson-module-kotlin")
    implementation("org.jetbrains.kotlin:kotlin-stdlib")
    implementation("org.slf4j:slf4j-jdk14:2.0.20")
    testImplementation("io.saigon:saigon-testkit")
    testImplementation("org.junit.jupiter:junit-jupiter")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
}
// end::dependencies[]

application { mainClass = "com.example.OrderVerticleKt" }

tasks.test { useJUnitPlatform() }
