package ocsftest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// object is a JSON object of the schema.
type object = map[string]any

// Schema is OCSF with extensions, its inheritance still to be resolved.
type Schema struct {
	root       string
	types      object
	dictionary object
	categories object
	events     map[string]*source // by name
	objects    map[string]*source
	resolved   map[*source]*shape
}

// source is one class or object as a file has it, with what extensions add.
type source struct {
	def     object
	patches []object
	extends string
	ext     int64 // number of the extension that it comes from, 0 for OCSF
}

// Load reads a schema and extensions of it.
func Load(root string, extensions ...string) (*Schema, error) {
	s := &Schema{
		root: root, dictionary: object{}, events: map[string]*source{}, objects: map[string]*source{},
		resolved: map[*source]*shape{},
	}
	cats, err := readJSON(filepath.Join(root, "categories.json"))
	if err != nil {
		return nil, err
	}
	s.categories = member(cats, "attributes")
	for _, folder := range append([]string{root}, extensions...) {
		if err := s.add(folder, folder != root); err != nil {
			return nil, fmt.Errorf("load the schema in %s: %w", folder, err)
		}
	}
	return s, nil
}

func (s *Schema) add(folder string, extension bool) error {
	dict, err := readJSON(filepath.Join(folder, "dictionary.json"))
	if err != nil {
		return err
	}
	var number int64
	if extension {
		about, err := readJSON(filepath.Join(folder, "extension.json"))
		if err != nil {
			return err
		}
		number = whole(about["uid"])
	} else {
		s.types = member(member(dict, "types"), "attributes")
	}
	for name, def := range member(dict, "attributes") {
		if _, there := s.dictionary[name]; there {
			return fmt.Errorf("dictionary: %q is there already", name)
		}
		s.dictionary[name] = def
	}
	if err := addAll(filepath.Join(folder, "events"), s.events, number); err != nil {
		return err
	}
	return addAll(filepath.Join(folder, "objects"), s.objects, number)
}

// addAll reads all files below folder. One that extends something and has no
// name of its own adds to it.
func addAll(folder string, into map[string]*source, number int64) error {
	return filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".json") {
			return err
		}
		def, err := readJSON(path)
		if err != nil {
			return err
		}
		name, extends := text(def["name"]), text(def["extends"])
		if name == "" {
			if into[extends] == nil {
				return fmt.Errorf("%s adds to %q, which is unknown", path, extends)
			}
			into[extends].patches = append(into[extends].patches, def)
			return nil
		}
		if into[name] != nil {
			return fmt.Errorf("%s: %q is there already", path, name)
		}
		into[name] = &source{def: def, extends: extends, ext: number}
		return nil
	})
}

// shape is a class or object with its inheritance resolved.
type shape struct {
	name, caption, category string
	uid                     int64
	attributes              map[string]object // merged with the dictionary
	constraints             object
}

func (s *Schema) resolve(all map[string]*source, name string) (*shape, error) {
	src := all[name]
	if src == nil {
		return nil, fmt.Errorf("%q is not in the schema", name)
	}
	if sh := s.resolved[src]; sh != nil {
		return sh, nil
	}
	sh := &shape{name: name, attributes: map[string]object{}}
	if src.extends != "" && src.extends != name {
		parent, err := s.resolve(all, src.extends)
		if err != nil {
			return nil, err
		}
		sh.category, sh.constraints = parent.category, parent.constraints
		for k, v := range parent.attributes {
			sh.attributes[k] = maps.Clone(v)
		}
	}
	for _, def := range append([]object{src.def}, src.patches...) {
		if err := s.merge(sh, def); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	sh.caption = text(src.def["caption"])
	s.number(sh, src)
	s.resolved[src] = sh
	return sh, nil
}

func (s *Schema) merge(sh *shape, def object) error {
	if c := text(def["category"]); c != "" {
		sh.category = c
	}
	if c := member(def, "constraints"); c != nil {
		sh.constraints = c
	}
	attrs := member(def, "attributes")
	included, err := s.includes(attrs["$include"])
	if err != nil {
		return err
	}
	for _, set := range []object{included, attrs} {
		for name, a := range set {
			if name != "$include" {
				if err := s.mergeAttribute(sh, name, a.(object)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (s *Schema) mergeAttribute(sh *shape, name string, a object) error {
	base := sh.attributes[name]
	if base == nil {
		entry, ok := s.dictionary[name].(object)
		if !ok {
			return fmt.Errorf("attribute %q is not in the dictionary", name)
		}
		base = entry
	}
	merged := maps.Clone(base)
	for k, v := range a {
		if k == "enum" {
			enum := maps.Clone(member(base, "enum"))
			if enum == nil {
				enum = object{}
			}
			maps.Copy(enum, v.(object))
			v = enum
		}
		merged[k] = v
	}
	sh.attributes[name] = merged
	return nil
}

// includes reads the attributes of profiles, each marked with its profile.
func (s *Schema) includes(list any) (object, error) {
	out := object{}
	files, ok := list.([]any)
	if one, single := list.(string); single {
		files = []any{one}
	} else if !ok && list != nil {
		return nil, errors.New("$include is neither a file nor a list of files")
	}
	for _, f := range files {
		profile, err := readJSON(filepath.Join(s.root, f.(string)))
		if err != nil {
			return nil, err
		}
		for name, a := range member(profile, "attributes") {
			marked := maps.Clone(a.(object))
			if _, has := marked["profile"]; !has {
				marked["profile"] = profile["name"]
			}
			out[name] = marked
		}
	}
	return out, nil
}

// number gives a class its class_uid.
func (s *Schema) number(sh *shape, src *source) {
	uid, ok := src.def["uid"]
	if !ok {
		return
	}
	category := member(s.categories, sh.category)
	sh.uid = src.ext*100_000 + whole(category["uid"])*1000 + whole(uid)
}

func readJSON(path string) (object, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var o object
	if err := json.Unmarshal(data, &o); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return o, nil
}

func member(o object, key string) object { m, _ := o[key].(object); return m }
func text(v any) string                  { s, _ := v.(string); return s }
func whole(v any) int64                  { f, _ := v.(float64); return int64(f) }
