//! The JSON Schemas in schemas/, written from the types that read and write the files.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use crate::criteria::{File, SCHEMA};
use crate::profile::Profile;
use crate::report::{self, FitReport};

/// `rolefit/criteria/1` stands in schemas/criteria-1.json.
fn held<T: JsonSchema>(name: &str, settings: SchemaSettings) -> Result<(), String> {
    let mut schema: Schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".into(), name.into());
    let text = format!("{:#}\n", schema.to_value());
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas").join(name.trim_start_matches("rolefit/").replace('/', "-") + ".json");
    if std::fs::read_to_string(&path).is_ok_and(|held| held == text) {
        return Ok(());
    }
    std::fs::create_dir_all(path.parent().expect("it has one")).and_then(|()| std::fs::write(&path, text)).map_err(|e| e.to_string())?;
    Err(format!("{} was out of date and is written anew: look at the change; a key that is gone or changes its meaning needs a new version", path.display()))
}

#[test]
fn schemas_are_those_of_the_types() {
    let read = || SchemaSettings::draft2020_12().for_deserialize();
    let all = [
        held::<File>(SCHEMA, read()),
        held::<Profile>("rolefit/profile/1", read()),
        held::<FitReport>(report::SCHEMA, SchemaSettings::draft2020_12().for_serialize()),
    ];
    let wrong: Vec<String> = all.into_iter().filter_map(Result::err).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
