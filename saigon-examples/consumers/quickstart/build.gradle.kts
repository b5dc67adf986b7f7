plugins {
    java
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
    implementation("io.saigon:saigon-cognito")
    implementation("io.saigon:saigon-rest-vertx")
    implementation("io.saigon:saigon-vault")
    implementation("io.saigon:saigon-storage")
    implementation("org.slf4j:slf4j-jdk14:2.0.20")
    testImplementation("io.saigon:saigon-testkit")
    testImplementation("org.junit.jupiter:junit-jupiter")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher")
}
// end::dependencies[]

application { mainClass = "com.example.OrderVerticle" }

tasks.test { useJUnitPlatform() }
